using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail core</c>: what a core dump is.</summary>
static class CoreCommand
{
    static readonly Argument<string> Dump = new("file") { Description = "The core dump", HelpName = "FILE" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("core", "Tells what a core dump of a Node.js process is: version, command line, why it ended, heaps") { Dump, ViewChoices.Json };
        TerminalChoices.AddLookTo(command);
        return command.Shows((parsed, progress, cancel) => new CoreWorkflow(parsed.GetValue(Dump)!, progress).Run(cancel), CoreText.Render);
    }
}
