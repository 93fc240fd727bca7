using System.Collections.Immutable;
using Heaptrail.Capture.Guard;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>What <c>guard</c> is to do.</summary>
sealed record GuardPlan
{
    /// <summary>The command that starts the program; empty when a running process is only watched.</summary>
    public ImmutableArray<string> Command { get; init; } = [];
    /// <summary>A running process.</summary>
    public string? Attach { get; init; }
    /// <summary>Workers that share the program's ports; 0 for one process.</summary>
    public int Workers { get; init; }
    /// <summary>Whether the program shares its port by itself.</summary>
    public bool ReusesPort { get; init; }
    /// <summary>Whether a process says itself that it is ready.</summary>
    public bool WaitsForReady { get; init; }
    /// <summary>What is allowed.</summary>
    public GuardLimits Limits { get; init; } = new();
    /// <summary>The least time between a start and a replacement for memory.</summary>
    public TimeSpan LeastLife { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long a process may take to be up.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long a process may take to end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>The signal that asks a process to end.</summary>
    public string Signal { get; init; } = "SIGTERM";
    /// <summary>How evidence is taken; <see langword="null"/> for not at all.</summary>
    public CaptureMethod? Evidence { get; init; } = CaptureMethod.Auto;
    /// <summary>What is kept of it.</summary>
    public Retention Keep { get; init; } = new(5, null);
    /// <summary>Folder for state, history and evidence.</summary>
    public string Folder { get; init; } = Path.Combine(".heaptrail", "guard");
    /// <summary>Port of the metrics; <see langword="null"/> for none.</summary>
    public int? MetricsPort { get; init; }
    /// <summary>Time between two samples.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The same plan when it makes sense.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public GuardPlan Checked()
    {
        if (Command.IsEmpty && Attach is null)
            throw new UsageException("no program was given: put -- and the command that starts it at the end, as in 'heaptrail guard -- node server.js'");
        if (Attach is not null && (Workers > 0 || ReusesPort))
            throw new UsageException("a process that runs already can only be watched: --cluster and --reuse-port are for programs that the guard starts");
        if (Workers is < 0 or > 256)
            throw new UsageException($"--cluster {Workers}: must be 1 to 256 workers");
        if (Limits.MaxHeap is not (>= 0 and <= 1))
            throw new UsageException(FormattableString.Invariant($"--max-heap {Limits.MaxHeap * 100}%: must be 0 to 100 %"));
        if (Signal is not ("SIGTERM" or "SIGINT" or "SIGHUP" or "SIGQUIT"))
            throw new UsageException($"--signal {Signal}: must be SIGTERM, SIGINT, SIGHUP or SIGQUIT");
        return this;
    }

    /// <summary>How the program is kept running.</summary>
    public GuardOptions Options => new()
    {
        Command = Command,
        Folder = Folder,
        IsTraced = GuardCrashes.IsWanted(this),
        Workers = Workers,
        Overlaps = ReusesPort,
        WaitsForReady = WaitsForReady,
        StartLimit = StartLimit,
        Grace = Grace,
        Signal = Signal,
    };
}
