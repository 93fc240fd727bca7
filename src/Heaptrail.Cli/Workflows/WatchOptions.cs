using System.Collections.Immutable;

namespace Heaptrail.Cli.Workflows;

/// <summary>What <c>watch</c> is to do.</summary>
sealed record WatchOptions
{
    const double LeastInterval = 0.1;
    const double MostSeconds = 366 * 86400.0;

    /// <summary>The command that starts the program; empty when a running process is watched.</summary>
    public ImmutableArray<string> Command { get; init; } = [];
    /// <summary>A running process: pid, or a port or address.</summary>
    public string? Attach { get; init; }
    /// <summary>Time between two samples.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Time to watch; <see langword="null"/> for until the end.</summary>
    public TimeSpan? Duration { get; init; }
    /// <summary>Whether to end when there is an answer.</summary>
    public bool UntilVerdict { get; init; }
    /// <summary>Whether to stay outside.</summary>
    public bool NoInspector { get; init; }
    /// <summary>Whether garbage is collected before each sample.</summary>
    public bool CollectGarbage { get; init; }
    /// <summary>File to keep the samples in.</summary>
    public string? Record { get; init; }
    /// <summary>File to read the samples from.</summary>
    public string? Replay { get; init; }
    /// <summary>Whether the file may be overwritten.</summary>
    public bool Force { get; init; }
    /// <summary>Port of the metrics; <see langword="null"/> for none.</summary>
    public int? MetricsPort { get; init; }
    /// <summary>Whether the output is JSON Lines.</summary>
    public bool Json { get; init; }

    /// <summary>When snapshots are taken, and how; <see langword="null"/> for never.</summary>
    public TriggerPlan? Captures { get; init; }

    /// <summary>A number of seconds that can be waited for.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static double Seconds(string option, double value) => value is > 0 and <= MostSeconds
        ? value
        : throw new UsageException(FormattableString.Invariant($"{option} {value}: must be more than 0 seconds, and a year at most"));

    /// <summary>The same options when they fit together.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public WatchOptions Checked()
    {
        bool hasTarget = Command.Length > 0 || Attach is not null;
        if (Replay is null && !hasTarget)
            throw new UsageException("no process was given: its pid or :PORT, or -- and the command that starts a program; 'heaptrail ps' lists processes");
        if (Replay is not null && (hasTarget || Record is not null || Duration is not null || NoInspector || CollectGarbage || UntilVerdict || MetricsPort is not null || Captures is not null))
            throw new UsageException("--replay judges what was recorded: it goes without a process and without the options for one");
        if (Interval.TotalSeconds < LeastInterval)
            throw new UsageException(FormattableString.Invariant($"--interval {Interval.TotalSeconds}: must be {LeastInterval} or more seconds"));
        if (NoInspector && Captures is { NeedsInspector: true })
            throw new UsageException("--on-slope and --near-limit need to look inside, and --no-inspector forbids it");
        if (NoInspector && CollectGarbage)
            throw new UsageException("--gc needs the inspector, and --no-inspector forbids it: give one of the two");
        return this;
    }
}
