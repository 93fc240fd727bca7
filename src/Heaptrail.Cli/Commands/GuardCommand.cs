using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail guard</c>: keeps a program running, and replaces it before its memory runs out.</summary>
static class GuardCommand
{
    static readonly Argument<string[]> Target = new("target")
    {
        Description = "-- and the command that starts the program; or a process that runs already, by its pid or :PORT: it is only watched",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<long?> MaxRss = ByteSizes.Option("--max-rss", "Replace a process that occupies more: 400M");
    static readonly Option<double?> MaxHeap = new("--max-heap") { Description = "Replace a process that holds more of V8's heap limit after a full collection. Default: 80%", HelpName = "PERCENT", CustomParser = Percent };
    static readonly Option<TimeSpan?> Horizon = TimeSpans.Option("Replace a process that leaks and can reach its limit within this time; 0 for never. Default: 5m", "--horizon");
    static readonly Option<int?> Cluster = new("--cluster") { Description = "Run this many workers that share the program's ports, and replace one at a time without losing a request", HelpName = "N" };
    static readonly Option<bool> ReusePort = new("--reuse-port") { Description = "The program listens with reusePort: start the replacement before the old process ends" };
    static readonly Option<bool> WaitReady = new("--wait-ready") { Description = "A process is up when it calls process.send('ready'), not when it listens" };
    static readonly Option<TimeSpan?> Grace = TimeSpans.Option("How long connections may run out and a process clean up before it is killed. Default: 10s", "--grace");
    static readonly Option<TimeSpan?> StartTimeout = TimeSpans.Option("How long a process may take to be up. Default: 30s", "--start-timeout");
    static readonly Option<TimeSpan?> MinUptime = TimeSpans.Option("The least time before a process is replaced for its memory; doubled with each time in an hour. Default: 30s", "--min-uptime");
    static readonly Option<string> Signal = new("--signal") { Description = "The signal that asks a process to end", HelpName = "NAME", DefaultValueFactory = _ => "SIGTERM" };
    static readonly Option<string> Evidence = new Option<string>("--evidence") { Description = "What is taken before a process is replaced: memory, inspector (a snapshot by V8), auto, none", HelpName = "METHOD", DefaultValueFactory = _ => "auto" }.AcceptOnlyFromAmong("auto", "memory", "inspector", "none");
    static readonly Option<int> Keep = new("--keep") { Description = "Files of evidence to keep; the first and the newest always are", HelpName = "N", DefaultValueFactory = _ => 5 };
    static readonly Option<long?> KeepSize = ByteSizes.Option("--keep-size", "Size of all evidence together");
    static readonly Option<int?> Metrics = PortNumbers.Option("--metrics", "Serve figures for Prometheus at /metrics of this port of 127.0.0.1");
    static readonly Option<string> State = new("--state") { Description = "Folder for state, history and evidence", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine(".heaptrail", "guard") };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("guard", "Keeps a program running, and replaces it before its memory runs out")
        {
            Target, MaxRss, MaxHeap, Horizon, Cluster, ReusePort, WaitReady, Grace, StartTimeout, MinUptime, Signal, Evidence, Keep, KeepSize, Metrics, State,
        };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, (terminal, cancel) =>
        {
            GuardPlan plan = Plan(parsed);
            return plan.Attach is null ? new GuardWorkflow(plan, terminal, TimeProvider.System).RunAsync(cancel) : new GuardWatch(plan, terminal, TimeProvider.System).RunAsync(cancel);
        }));
        return command;
    }

    static GuardPlan Plan(ParseResult parsed)
    {
        (string[] command, string? attach) = TargetWords.Read(parsed, Target, null);
        var usual = new GuardPlan();
        return new GuardPlan
        {
            Command = [.. command],
            Attach = attach,
            Workers = parsed.GetValue(Cluster) ?? 0,
            ReusesPort = parsed.GetValue(ReusePort),
            WaitsForReady = parsed.GetValue(WaitReady),
            Limits = new GuardLimits
            {
                MaxRss = parsed.GetValue(MaxRss),
                MaxHeap = parsed.GetValue(MaxHeap) ?? usual.Limits.MaxHeap,
                Horizon = parsed.GetValue(Horizon) ?? usual.Limits.Horizon,
            },
            LeastLife = parsed.GetValue(MinUptime) ?? usual.LeastLife,
            StartLimit = parsed.GetValue(StartTimeout) ?? usual.StartLimit,
            Grace = parsed.GetValue(Grace) ?? usual.Grace,
            Signal = parsed.GetValue(Signal)!,
            Evidence = parsed.GetValue(Evidence) switch { "memory" => CaptureMethod.Memory, "inspector" => CaptureMethod.Inspector, "none" => null, _ => CaptureMethod.Auto },
            Keep = new(parsed.GetValue(Keep), parsed.GetValue(KeepSize)),
            MetricsPort = parsed.GetValue(Metrics),
            Folder = parsed.GetValue(State)!,
        }.Checked();
    }

    static double? Percent(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent))
            return percent / 100;
        result.AddError($"'{result.Tokens[0].Value}' is no share: expected a percentage, as in 80%");
        return null;
    }
}
