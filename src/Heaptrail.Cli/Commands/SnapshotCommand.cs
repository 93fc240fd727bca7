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
    static readonly Option<TimeSpan?> Every = TimeSpans.Option("Take one after each such time: 1h", "--every");
    static readonly Option<long?> OnGrowth = ByteSizes.Option("--on-growth", "Take one when memory in use has grown by so much since the last: 50M");
    static readonly Option<bool> OnSlope = new("--on-slope") { Description = "Take one when the trend is a leak" };
    static readonly Option<double?> NearLimit = new("--near-limit") { Description = "Take one when so many percent of the heap limit or the container are in use", HelpName = "PERCENT" };
    static readonly Option<int?> Listen = PortNumbers.Option("--listen", "Take one on POST /snapshot to this port of 127.0.0.1, with a token (HEAPTRAIL_TOKEN, or a random one)");
    static readonly Option<int?> Count = new("--count") { Description = "End after so many", HelpName = "N" };
    static readonly Option<int?> Keep = new("--keep") { Description = "Files to keep; the first and the newest always are", HelpName = "N" };
    static readonly Option<long?> KeepSize = ByteSizes.Option("--keep-size", "Size of all files to keep together");
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
        var command = new Command("snapshot", "Takes a heap snapshot of a running process") { Target, Method, Raw, Out, Every, OnGrowth, OnSlope, NearLimit, Listen, Count, Keep, KeepSize, Force, Json };
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
        var workflow = new SnapshotWorkflow(parsed.GetValue(Target)!, MethodOf(parsed), path, parsed.GetValue(Force), parsed.GetValue(Raw), terminal);
        Deliver(await workflow.RunAsync(cancel).ConfigureAwait(false), parsed, terminal);
        return ExitCode.Done;
    }

    static CaptureMethod MethodOf(ParseResult parsed)
    {
        CaptureMethod method = parsed.GetValue(Method);
        if (!parsed.GetValue(Raw))
            return method;
        return method == CaptureMethod.Inspector
            ? throw new UsageException("--raw keeps memory that was read from outside, and --method inspector reads none: give one of the two")
            : CaptureMethod.Memory;
    }

    static void Deliver(SnapshotTakenView taken, ParseResult parsed, UserTerminal terminal) =>
        terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(taken) : SnapshotTakenText.Render(taken, terminal.Style));

    /// <summary>The plan of a watch that takes snapshots by itself; <see langword="null"/> when one is wanted now.</summary>
    static TriggerPlan? Plan(ParseResult parsed)
    {
        var triggers = new CaptureTriggers
        {
            Every = parsed.GetValue(Every),
            Growth = parsed.GetValue(OnGrowth),
            OnSlope = parsed.GetValue(OnSlope),
            NearLimit = parsed.GetValue(NearLimit) is { } percent ? percent / 100 : null,
        };
        if (!triggers.IsAny && parsed.GetValue(Listen) is null)
            return null;
        if (triggers.NearLimit is not (null or (> 0 and <= 1)) || triggers.Every < TimeSpan.FromSeconds(1) || triggers.Growth < 1 || parsed.GetValue(Count) < 1 || parsed.GetValue(Keep) < 2)
            throw new UsageException("--near-limit must be 1 to 100 percent, --every a second or more, --count 1 or more, and --keep 2 or more");
        string folder = parsed.GetValue(Out) ?? ".";
        if (!Directory.Exists(folder))
            throw new UsageException($"--out {folder}: with a trigger this is the folder for the files, and there is no such folder");
        return new()
        {
            Target = parsed.GetValue(Target)!,
            Triggers = triggers,
            Method = MethodOf(parsed),
            IsRaw = parsed.GetValue(Raw),
            Force = parsed.GetValue(Force),
            Count = parsed.GetValue(Count) ?? int.MaxValue,
            Folder = folder,
            Keep = new(parsed.GetValue(Keep), parsed.GetValue(KeepSize)),
            Port = parsed.GetValue(Listen),
            Token = Environment.GetEnvironmentVariable("HEAPTRAIL_TOKEN"),
        };
    }
}
