using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail diff</c>: what differs between snapshots.</summary>
static class DiffCommand
{
    static readonly Argument<string[]> Files = new("files") { Description = "Two or more .heapsnapshot files of one process, oldest first", Arity = ArgumentArity.OneOrMore };
    static readonly Option<int> Top = ViewChoices.Top(20, "Classes to show, and at most half as many growing objects");
    static readonly Option<string?> Filter = new("--filter") { Description = "Only classes with this in their name, in any case", HelpName = "TEXT" };
    static readonly Option<ComparisonSort> Sort = new Option<ComparisonSort>("--sort")
    {
        Description = "What comes first: growth, size, count, new, deleted or name",
        HelpName = "ORDER",
    }.AcceptOnlyFromAmong("growth", "size", "count", "new", "deleted", "name");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("diff", "Shows what came and went between snapshots of one process") { Files, Filter, Top, Sort, ViewChoices.Json };
        TerminalChoices.AddLookTo(command);
        return command.Shows(
            (parsed, progress, cancel) => new DiffWorkflow(
                parsed.GetValue(Files)!, new() { Filter = parsed.GetValue(Filter), Sort = parsed.GetValue(Sort) }, parsed.GetValue(Top), progress).Run(cancel),
            DiffText.Render);
    }
}
