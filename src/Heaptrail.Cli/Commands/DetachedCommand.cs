using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail detached</c>: what was taken out of a document and is still held.</summary>
static class DetachedCommand
{
    static readonly Option<int> Top = ViewChoices.Top(20, "Classes to show");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("detached", "Shows nodes of a web page that were taken out of it and are still held", Top).Shows(
            (parsed, progress, cancel) => new DetachedWorkflow(parsed.GetValue(ViewChoices.File)!, parsed.GetValue(Top), progress).Run(cancel),
            DetachedText.Render);
}
