using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail summary</c>: the classes of a snapshot.</summary>
static class SummaryCommand
{
    static readonly Option<int> Top = ViewChoices.Top(30, "Classes to show");
    static readonly Option<string?> Filter = new("--filter") { Description = "Only classes with this in their name, in any case", HelpName = "TEXT" };
    static readonly Option<ClassSort> Sort = new Option<ClassSort>("--sort") { Description = "What comes first: retained, shallow, count or name", HelpName = "ORDER" }.AcceptOnlyFromAmong("retained", "shallow", "count", "name");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("summary", "Shows the classes of a snapshot: how many objects, how large", Filter, Top, Sort).Shows(
            (parsed, progress, cancel) => new SummaryWorkflow(
                parsed.GetValue(ViewChoices.File)!, new() { Filter = parsed.GetValue(Filter), Sort = parsed.GetValue(Sort) }, parsed.GetValue(Top), progress).Run(cancel),
            SummaryText.Render);
}
