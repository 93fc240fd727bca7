using System.CommandLine;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail doctor</c>: how a process does, and what can be captured here.</summary>
static class DoctorCommand
{
    static readonly TimeSpan usual = TimeSpan.FromSeconds(10);
    static readonly TimeSpan least = TimeSpan.FromSeconds(2);

    static readonly Argument<string[]> Target = new("target")
    {
        Description = "A running process: its pid, or :PORT where it or its inspector listens; or -- and the command that starts the program. Without one: what can be captured here",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<TimeSpan?> Duration = TimeSpans.Option("How long the process is read. Usually 10s", "--duration", "-d");
    static readonly Option<bool> NoInspector = new("--no-inspector") { Description = "Stay outside: only what /proc tells" };
    static readonly Option<bool> Json = new("--json") { Description = "The checks as one JSON object" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Judges a process: CPU, collector, event loop, memory, limits; and tells what can be captured here") { Target, Duration, NoInspector, Json };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            DoctorView view = await ViewAsync(parsed, terminal, cancel).ConfigureAwait(false);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : DoctorText.Render(view, terminal.Style));
            return ExitCode.Done;
        }));
        return command;
    }

    static async Task<DoctorView> ViewAsync(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        (string[] command, string? attach) = TargetWords.Read(parsed, Target, null);
        if (command.Length == 0 && attach is null)
        {
            return parsed.GetValue(Duration) is null && !parsed.GetValue(NoInspector)
                ? DoctorWorkflow.Judge(MachineFacts.Read(null), null)
                : throw new UsageException("--duration and --no-inspector are for a process: give its pid or :PORT, or -- and the command that starts a program");
        }
        TimeSpan duration = parsed.GetValue(Duration) ?? usual;
        if (duration < least)
            throw new UsageException("--duration: 2 seconds or more are needed to judge a process");
        var options = new WatchOptions { Command = [.. command], Attach = attach, Duration = duration, NoInspector = parsed.GetValue(NoInspector) };
        return await new HealthWorkflow(options.Checked(), terminal, TimeProvider.System).RunAsync(cancel).ConfigureAwait(false);
    }
}
