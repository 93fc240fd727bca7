using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail statistics</c>: what the bytes of a snapshot are.</summary>
static class StatisticsCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("statistics", "Shows what the bytes of a snapshot are, by kind, type, size and realm").Shows(
            (parsed, progress, cancel) => new StatisticsWorkflow(parsed.GetValue(ViewChoices.File)!, progress).Run(cancel),
            StatisticsText.Render);
}
