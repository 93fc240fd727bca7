using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail doctor</c>: what can be captured here.</summary>
static class DoctorCommand
{
    static readonly Argument<int?> Pid = new("PID") { Description = "A process whose own limits count", Arity = ArgumentArity.ZeroOrOne };
    static readonly Option<bool> Json = new("--json") { Description = "The checks as one JSON object" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Tells what can be captured on this machine, and what to set where it cannot") { Pid, Json };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, _) =>
        {
            int? pid = parsed.GetValue(Pid);
            if (pid is { } number && !Directory.Exists($"/proc/{number}"))
                throw new UsageException($"there is no process {number}: 'heaptrail ps' lists those of Node.js");
            DoctorView view = DoctorWorkflow.Judge(DoctorFacts.Read(pid), pid);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : DoctorText.Render(view, terminal.Style));
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }
}
