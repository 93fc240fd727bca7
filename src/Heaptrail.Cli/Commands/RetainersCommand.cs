using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail retainers</c>: what holds an object.</summary>
static class RetainersCommand
{
    static readonly Argument<ObjectId> Id = ViewChoices.Object();
    static readonly Option<int> Depth = ViewChoices.Depth(1, "Levels on which all retainers are followed; beyond them only the shortest way to a root is");
    static readonly Option<int> Top = ViewChoices.Top(10, "Retainers of one object to show");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("retainers", "Shows what holds an object", Id, Depth, Top).Shows(
            (parsed, progress, cancel) => new RetainersWorkflow(
                parsed.GetValue(ViewChoices.File)!, parsed.GetValue(Id), new() { Depth = parsed.GetValue(Depth), Top = parsed.GetValue(Top) }, progress).Run(cancel),
            RetainersText.Render);
}
