using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail retainers</c>: what holds an object, or all objects of a class.</summary>
static class RetainersCommand
{
    const int DeepestPaths = 30;

    static readonly Argument<ObjectId> Id = ViewChoices.Object();
    static readonly Option<int> Depth = ViewChoices.Depth(1, "Levels on which all retainers are followed; beyond them only the shortest way to a root is. With --paths the longest way, usually 30");
    static readonly Option<int> Top = ViewChoices.Top(10, "Retainers of one object to show; with --class, ways");
    static readonly Option<ObjectId[]> Ignore = ObjectChoices.Listed("--ignore", "Objects to leave out, as if they were gone: what holds it then?");
    static readonly Option<bool> Paths = new("--paths") { Description = "All ways to the roots instead of the tree" };
    static readonly Option<int> Nodes = Limit("--max-nodes", 5_000, "Objects that --paths visits at most");
    static readonly Option<int> Siblings = Limit("--max-siblings", 100, "Retainers of one object that --paths follows at most");
    static readonly Option<string?> Class = ObjectChoices.Class("All objects of a class instead of one: how they are held, equal ways counted");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        Id.Arity = ArgumentArity.ZeroOrOne;
        return ViewChoices.Command("retainers", "Shows what holds an object, or the objects of a class", Id, Depth, Top, Ignore, Paths, Nodes, Siblings, Class).ShowsOneOf(Show);
    }

    static ShownView Show(ParseResult parsed, IProgressDisplay progress, CancellationToken cancel)
    {
        string file = parsed.GetValue(ViewChoices.File)!;
        bool hasId = parsed.GetResult(Id) is { Tokens.Count: > 0 };
        if (hasId == parsed.GetValue(Class) is not null)
            throw new UsageException(hasId ? "an object and --class do not go together" : "say which object, as in @184213, or --class NAME");
        if (parsed.GetValue(Class) is { } name)
            return ShownView.Of(new RetainerPatternsWorkflow(file, name, parsed.GetValue(Top), progress).Run(cancel), RetainerPatternsText.Render);
        ObjectId[] ignored = parsed.GetValue(Ignore) ?? [];
        if (!parsed.GetValue(Paths))
        {
            return ShownView.Of(
                new RetainersWorkflow(file, parsed.GetValue(Id), new() { Depth = parsed.GetValue(Depth), Top = parsed.GetValue(Top) }, progress) { Ignored = ignored }.Run(cancel),
                RetainersText.Render);
        }
        int depth = parsed.GetResult(Depth) is { Implicit: false } ? parsed.GetValue(Depth) : DeepestPaths;
        return ShownView.Of(
            new RetainingPathsWorkflow(file, parsed.GetValue(Id), new() { Depth = depth, Nodes = parsed.GetValue(Nodes), Siblings = parsed.GetValue(Siblings) }, progress) { Ignored = ignored }.Run(cancel),
            RetainingPathsText.Render);
    }

    static Option<int> Limit(string name, int usual, string what)
    {
        Option<int> limit = new(name) { Description = what, HelpName = "N", DefaultValueFactory = _ => usual };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} must be 1 or more");
        });
        return limit;
    }
}
