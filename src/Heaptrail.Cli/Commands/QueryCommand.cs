using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail query</c>: any question about the objects of a snapshot.</summary>
static class QueryCommand
{
    static readonly Argument<string> Text = new("query") { Description = "The question, in quotes: 'nodes where class = \"Map\" | group by holder | top 10'. docs/query.md explains it" };
    static readonly Option<int> Top = ViewChoices.Top(100, "Rows to show where the query has no 'top'");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("query", "Answers questions about objects: filter, follow, group, sort", Text, Top).Shows(
            (parsed, progress, cancel) => new QueryWorkflow(parsed.GetValue(ViewChoices.File)!, parsed.GetValue(Text)!, parsed.GetValue(Top), progress).Run(cancel),
            QueryText.Render);
}
