using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail snapshot</c>: a heap snapshot of a running process.</summary>
static class SnapshotCommand
{
    static readonly Argument<string> Target = new("target") { Description = "The process: its id, :PORT of its inspector, or ws://…", HelpName = "PID" };
    static readonly Option<string?> Out = new("--out", "-o") { Description = "The file to write. Usually heap-PID-TIME.heapsnapshot", HelpName = "FILE" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out" };
    static readonly Option<bool> Raw = new("--raw") { Description = "Keep the memory as it is, as a core dump: read in no time, looked at later. All commands open it" };
    static readonly Option<bool> Json = new("--json") { Description = "Tell what was done as one JSON object" };

    static readonly Option<CaptureMethod> Method = new Option<CaptureMethod>("--method")
    {
        Description = "memory: read from outside, a stop of some milliseconds; inspector: V8 writes it, a stop of seconds; auto: memory where the system allows it",
        HelpName = "METHOD",
    }.AcceptOnlyFromAmong("auto", "memory", "inspector");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("snapshot", "Takes a heap snapshot of a running process") { Target, Method, Raw, Out, Force, Json };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) => RunAsync(parsed, terminal, cancel)));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        string? path = parsed.GetValue(Out);
        if (path is not null)
            OutputFile.Check(path, parsed.GetValue(Force));
        CaptureMethod method = parsed.GetValue(Method);
        bool isRaw = parsed.GetValue(Raw);
        if (isRaw && method == CaptureMethod.Inspector)
            throw new UsageException("--raw keeps memory that was read from outside, and --method inspector reads none: give one of the two");
        var workflow = new SnapshotWorkflow(parsed.GetValue(Target)!, isRaw ? CaptureMethod.Memory : method, path, parsed.GetValue(Force), isRaw, terminal);
        SnapshotTakenView taken = await workflow.RunAsync(cancel).ConfigureAwait(false);
        terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(taken) : SnapshotTakenText.Render(taken, terminal.Style));
        return ExitCode.Done;
    }
}
