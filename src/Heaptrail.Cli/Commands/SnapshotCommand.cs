using System.CommandLine;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail snapshot</c>: a heap snapshot of a running process.</summary>
static class SnapshotCommand
{
    static readonly Argument<string> Target = new("target") { Description = "The process: its id, :PORT of its inspector, or ws://…", HelpName = "PID" };
    static readonly Option<string?> Out = new("--out", "-o") { Description = "The file to write. Usually heap-PID-TIME.heapsnapshot", HelpName = "FILE" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --out, and take a snapshot for which memory may not suffice" };
    static readonly Option<int?> Listen = PortNumbers.Option("--listen", "Take one on POST /snapshot to this port of 127.0.0.1, with a token (HEAPTRAIL_TOKEN, or a random one)");
    static readonly Option<bool> Json = new("--json") { Description = "Tell what was done as one JSON object" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("snapshot", "Takes a heap snapshot of a running process") { Target, Out, Listen, Force, Json };
        foreach (Option option in CaptureChoices.All)
            command.Options.Add(option);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) => RunAsync(parsed, terminal, cancel)));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        string? path = parsed.GetValue(Out);
        if (Plan(parsed) is { } plan)
            return await new TriggeredSnapshots(plan, terminal, TimeProvider.System).RunAsync(view => Deliver(view, parsed, terminal), cancel).ConfigureAwait(false);
        if (path is not null)
            OutputFile.Check(path, parsed.GetValue(Force));
        var workflow = new SnapshotWorkflow(parsed.GetValue(Target)!, CaptureChoices.MethodOf(parsed), path, parsed.GetValue(Force), CaptureChoices.IsRaw(parsed), terminal) { IsRedacted = CaptureChoices.IsRedacted(parsed) };
        Deliver(await workflow.RunAsync(cancel).ConfigureAwait(false), parsed, terminal);
        return ExitCode.Done;
    }

    static void Deliver(SnapshotTakenView taken, ParseResult parsed, UserTerminal terminal) =>
        terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(taken) : SnapshotTakenText.Render(taken, terminal.Style));

    /// <summary>The plan of a watch that takes snapshots by itself; <see langword="null"/> when one is wanted now.</summary>
    static TriggerPlan? Plan(ParseResult parsed)
    {
        CaptureTriggers triggers = CaptureChoices.TriggersOf(parsed);
        return !triggers.IsAny && parsed.GetValue(Listen) is null ? null
            : CaptureChoices.Plan(parsed, triggers, parsed.GetValue(Target)!, parsed.GetValue(Out), parsed.GetValue(Force)) with
            {
                Port = parsed.GetValue(Listen),
                Token = Environment.GetEnvironmentVariable("HEAPTRAIL_TOKEN"),
            };
    }
}
