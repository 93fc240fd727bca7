using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail ps</c>: the Node.js processes that can be looked into.</summary>
static class PsCommand
{
    static readonly Option<bool> Json = new("--json") { Description = "The list as one JSON object, sizes in bytes" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("ps", "Lists the Node.js processes that can be looked into") { Json };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            ProcessesView view = await PsWorkflow.RunAsync(TimeProvider.System, cancel).ConfigureAwait(false);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : PsText.Render(view, terminal.Style));
            return ExitCode.Done;
        }));
        return command;
    }
}
