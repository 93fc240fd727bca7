using System.CommandLine;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail watch</c>: the memory of a process over time, and whether it leaks.</summary>
static class WatchCommand
{
    static readonly Argument<string[]> Target = new("target")
    {
        Description = "A running process: its pid, or :PORT where it or its inspector listens; or -- and the command that starts the program",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<double> Interval = new("--interval", "-i") { Description = "Time between two samples", HelpName = "SECONDS", DefaultValueFactory = _ => 1 };
    static readonly Option<double?> Duration = new("--duration", "-d") { Description = "Time to watch. Usually until the program ends or Ctrl+C", HelpName = "SECONDS" };
    static readonly Option<bool> UntilVerdict = new("--until-verdict") { Description = "End as soon as there is an answer" };
    static readonly Option<bool> NoInspector = new("--no-inspector") { Description = "Stay outside: only what /proc tells" };
    static readonly Option<bool> Gc = new("--gc") { Description = "Collect all garbage before each sample: an answer in less time, at the cost of pauses" };
    static readonly Option<string?> Record = new("--record") { Description = "Keep the samples in a file, as JSON Lines", HelpName = "FILE" };
    static readonly Option<string?> Replay = new("--replay") { Description = "Judge the samples of such a file instead of a process", HelpName = "FILE" };
    static readonly Option<bool> Force = new("--force") { Description = "Overwrite the file of --record, and take a snapshot for which memory may not suffice" };
    static readonly Option<string?> Out = new("--out", "-o") { Description = "Folder for the snapshots", HelpName = "FOLDER" };
    static readonly Option<int?> Metrics = PortNumbers.Option("--metrics", "Serve figures for Prometheus at /metrics of this port of 127.0.0.1");
    static readonly Option<bool> Json = new("--json") { Description = "Every sample and the verdict as JSON Lines on standard output" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("watch", "Watches the memory of a process and tells whether it leaks") { Target, Interval, Duration, UntilVerdict, NoInspector, Gc, Record, Replay, Metrics, Out, Force, Json };
        foreach (Option option in CaptureChoices.All)
            command.Options.Add(option);
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) => RunAsync(parsed, terminal, cancel)));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, UserTerminal terminal, CancellationToken cancel)
    {
        WatchOptions options = Options(parsed);
        if (options.Replay is { } file)
            return new WatchReplay(file, WatchOutput.Of(terminal, options)).Run(cancel);
        if (options.Record is { } path)
            OutputFile.Check(path, options.Force);
        return await new WatchWorkflow(options, terminal, TimeProvider.System).RunAsync(cancel).ConfigureAwait(false);
    }

    static TriggerPlan? Captures(ParseResult parsed, string? attach)
    {
        CaptureTriggers triggers = CaptureChoices.TriggersOf(parsed);
        if (triggers.IsAny)
            return CaptureChoices.Plan(parsed, triggers, attach ?? "", parsed.GetValue(Out), parsed.GetValue(Force));
        return (parsed.GetValue(Out) is not null ? "--out" : CaptureChoices.WithoutTrigger(parsed)) is { } option
            ? throw new UsageException($"{option} is for snapshots: say when one is to be taken, by --every, --on-growth, --on-slope or --near-limit")
            : null;
    }

    static WatchOptions Options(ParseResult parsed)
    {
        (string[] command, string? attach) = TargetWords.Read(parsed, Target, null);
        return new WatchOptions
        {
            Command = [.. command],
            Attach = attach,
            Interval = TimeSpan.FromSeconds(WatchOptions.Seconds("--interval", parsed.GetValue(Interval))),
            Duration = parsed.GetValue(Duration) is { } seconds ? TimeSpan.FromSeconds(WatchOptions.Seconds("--duration", seconds)) : null,
            UntilVerdict = parsed.GetValue(UntilVerdict),
            NoInspector = parsed.GetValue(NoInspector),
            CollectGarbage = parsed.GetValue(Gc),
            Record = parsed.GetValue(Record),
            Replay = parsed.GetValue(Replay),
            Force = parsed.GetValue(Force),
            MetricsPort = parsed.GetValue(Metrics),
            Json = parsed.GetValue(Json),
            Captures = Captures(parsed, attach),
        }.Checked();
    }
}
