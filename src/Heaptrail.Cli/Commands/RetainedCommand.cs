using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail retained</c>: what would be freed if objects or references went together.</summary>
static class RetainedCommand
{
    static readonly Argument<ObjectId[]> Ids = ObjectChoices.Several("The objects that go: their ids, with or without @ before them");
    static readonly Option<string[]> Classes = new("--class") { Description = "All objects of a class go", HelpName = "NAME", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    static readonly Option<EdgeReference[]> Edges = ObjectChoices.Edges("A reference goes: @17.cache is the property, variable or field cache of @17, @17[3] its element 3");
    static readonly Option<int> Top = ViewChoices.Top(20, "Classes to show");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("retained", "Shows what would be freed if several objects or references went together", Ids, Classes, Edges, Top).Shows(
            (parsed, progress, cancel) => new RetainedWorkflow(parsed.GetValue(ViewChoices.File)!, progress)
            {
                Objects = parsed.GetValue(Ids) ?? [],
                Classes = parsed.GetValue(Classes) ?? [],
                Edges = parsed.GetValue(Edges) ?? [],
                Top = parsed.GetValue(Top),
            }.Run(cancel),
            RetainedText.Render);
}
