using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What a guard remembers, so that the next one can take over: written to a file after each change.</summary>
public sealed record GuardState
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;

    /// <summary>The command that is kept running.</summary>
    public required ImmutableArray<string> CommandLine { get; init; }

    /// <summary>The primary of the workers; <see langword="null"/> without workers.</summary>
    public GuardedProcess? Primary { get; init; }

    /// <summary>The processes that serve.</summary>
    public ImmutableArray<GuardedProcess> Members { get; init; } = [];

    /// <summary>What has happened, the newest last; the latest 100.</summary>
    public ImmutableArray<GuardEvent> Events { get; init; } = [];
}

/// <summary>A process, named for good.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Start time in kernel ticks since boot.</param>
public sealed record GuardedProcess(int Pid, long StartTicks);

/// <summary>Something that has happened to a guarded program.</summary>
public sealed record GuardEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: <c>started</c>, <c>replaced</c>, <c>crashed</c>, <c>evidence</c>, <c>adopted</c> or <c>stopped</c>.</summary>
    public required string What { get; init; }

    /// <summary>The process.</summary>
    public int? Pid { get; init; }

    /// <summary>Why; <see langword="null"/> when there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Kind of the reason: <c>rss</c>, <c>heap</c>, <c>container</c>, <c>leak</c>, <c>signal</c>; <see langword="null"/> for others.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the process had run, in seconds; <see langword="null"/> when that does not matter.</summary>
    public double? Uptime { get; init; }

    /// <summary>The file with the evidence; <see langword="null"/> without.</summary>
    public string? Evidence { get; init; }
}
