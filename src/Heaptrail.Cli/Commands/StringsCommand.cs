using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail strings</c>: duplicated and large strings.</summary>
static class StringsCommand
{
    static readonly Option<int> Top = ViewChoices.Top(15, "Texts, and large strings, to show");
    static readonly Option<long> MinBytes = ViewChoices.MinBytes("Only texts that waste at least this, and strings at least this large");

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("strings", "Shows duplicated strings, the largest strings, and who holds them", Top, MinBytes).Shows(
            (parsed, progress, cancel) => new StringsWorkflow(parsed.GetValue(ViewChoices.File)!, parsed.GetValue(Top), parsed.GetValue(MinBytes), progress).Run(cancel),
            StringsText.Render);
}
