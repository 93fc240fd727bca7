using System.CommandLine;
using System.CommandLine.Parsing;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary>Options and arguments that name several objects, a class of them, or references.</summary>
static class ObjectChoices
{
    /// <summary>Any number of objects.</summary>
    public static Argument<ObjectId[]> Several(string what) => new("ids") { Description = what, HelpName = "@ID", Arity = ArgumentArity.ZeroOrMore, CustomParser = Ids };

    /// <summary>An option that takes objects, with commas between them or once for each.</summary>
    public static Option<ObjectId[]> Listed(string name, string what) => new(name) { Description = what, HelpName = "@ID,…", CustomParser = Ids, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>An option that takes the name of a class.</summary>
    public static Option<string?> Class(string what) => new("--class") { Description = what, HelpName = "NAME" };

    /// <summary>An option that takes references.</summary>
    public static Option<EdgeReference[]> Edges(string what) => new("--edge") { Description = what, HelpName = "@ID.NAME", CustomParser = References, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    static ObjectId[] Ids(ArgumentResult result)
    {
        var ids = new List<ObjectId>();
        foreach (string word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (ObjectId.TryParse(word, out ObjectId id))
                ids.Add(id);
            else
                result.AddError($"'{word}' is no id of an object: expected a number, as in @184213");
        }
        return [.. ids];
    }

    static EdgeReference[] References(ArgumentResult result)
    {
        var edges = new List<EdgeReference>();
        foreach (Token token in result.Tokens)
        {
            if (EdgeReference.TryParse(token.Value, out EdgeReference edge))
                edges.Add(edge);
            else
                result.AddError($"'{token.Value}' is no reference: expected an object and a name or index, as in @184213.cache or @184213[7]");
        }
        return [.. edges];
    }
}
