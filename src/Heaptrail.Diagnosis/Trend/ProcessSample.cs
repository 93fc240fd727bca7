using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis.Trend;

/// <summary>One reading of a process from outside and, with its inspector, from inside. What could not be read is <see langword="null"/>.</summary>
public sealed record ProcessSample
{
    /// <summary>When it was read, UTC.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Resident set size, in bytes.</summary>
    public long? Rss { get; init; }
    /// <summary>The part of it that belongs to no file, swapped out pages included, in bytes.</summary>
    public long? Anonymous { get; init; }
    /// <summary>Memory V8 has reserved for its heap, in bytes.</summary>
    public long? HeapTotal { get; init; }
    /// <summary>Memory in use on V8's heap, garbage included, in bytes.</summary>
    public long? HeapUsed { get; init; }
    /// <summary>Memory outside the heap that JavaScript objects hold, in bytes.</summary>
    public long? External { get; init; }
    /// <summary>The part of <see cref="External"/> that belongs to ArrayBuffers, in bytes.</summary>
    public long? ArrayBuffers { get; init; }
    /// <summary>V8's limit for its heap, in bytes, with its young generation.</summary>
    public long? HeapLimit { get; init; }
    /// <summary>The limit of V8's old generation, in bytes: what survives ends there, and V8 gives up when it is reached.</summary>
    public long? OldLimit { get; init; }
    /// <summary>What the program may hold on the heap, in bytes: the old generation's limit where it is known, otherwise the whole heap's.</summary>
    [JsonIgnore]
    public long? UsableHeap => OldLimit ?? HeapLimit;
    /// <summary>The memory limit of the cgroup (container), in bytes; <see langword="null"/> also when there is none.</summary>
    public long? ContainerLimit { get; init; }
    /// <summary>What the cgroup uses of it, without file pages that can be dropped, in bytes.</summary>
    public long? ContainerUsed { get; init; }
    /// <summary>Open file descriptors.</summary>
    public int? Descriptors { get; init; }
    /// <summary>The most descriptors that the process may open.</summary>
    public long? DescriptorLimit { get; init; }
    /// <summary>Delay of the event loop since the last sample, 99th percentile, in milliseconds.</summary>
    public double? LoopDelay { get; init; }
    /// <summary>Share of the time since the last sample that the event loop was busy, 0 to 1.</summary>
    public double? LoopUse { get; init; }
    /// <summary>CPU time of all threads since the process began, in seconds.</summary>
    public double? CpuSeconds { get; init; }
    /// <summary>How long collections stopped the program since the last sample, all together, in milliseconds.</summary>
    public double? GcMilliseconds { get; init; }
    /// <summary>The longest of them, in milliseconds.</summary>
    public double? GcLongest { get; init; }
    /// <summary>Collections of young objects since the last sample.</summary>
    public int? MinorCollections { get; init; }
    /// <summary>What keeps the event loop alive, by type, such as <c>Timeout</c> or <c>TCPSocketWrap</c>.</summary>
    public ImmutableSortedDictionary<string, int>? Resources { get; init; }
    /// <summary>What remained in use after each full collection since the last sample.</summary>
    public ImmutableArray<FloorReading> Floors { get; init; } = [];
}

/// <summary>What remained in use after a full garbage collection: what the program holds, without garbage.</summary>
/// <param name="At">About when it ended, UTC.</param>
/// <param name="HeapUsed">Memory in use on V8's heap, in bytes.</param>
/// <param name="External">Memory outside the heap that JavaScript objects hold, in bytes; <see langword="null"/> when not told.</param>
public sealed record FloorReading(DateTimeOffset At, long HeapUsed, long? External);
