using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis.Trend;

/// <summary>What the memory of a process does over time.</summary>
public enum TrendKind
{
    /// <summary>Too little was seen for an answer.</summary>
    [JsonStringEnumMemberName("not-enough-data")] NotEnoughData,
    /// <summary>Nothing grows.</summary>
    [JsonStringEnumMemberName("no-leak")] NoLeak,
    /// <summary>It grew and has stopped: a cache that is full.</summary>
    [JsonStringEnumMemberName("bounded")] Bounded,
    /// <summary>It still grows, ever more slowly.</summary>
    [JsonStringEnumMemberName("warming-up")] WarmingUp,
    /// <summary>Only garbage piles up, because the collector is allowed more memory than there is or has no reason to run.</summary>
    [JsonStringEnumMemberName("collector-idle")] CollectorIdle,
    /// <summary>Much memory that neither the heap nor its buffers explain, and that does not grow: fragmentation.</summary>
    [JsonStringEnumMemberName("fragmentation")] Fragmentation,
    /// <summary>What remains after each full collection grows.</summary>
    [JsonStringEnumMemberName("leak")] Leak,
    /// <summary>Buffers outside the heap, which JavaScript objects hold, grow.</summary>
    [JsonStringEnumMemberName("buffer-leak")] BufferLeak,
    /// <summary>Memory grows that JavaScript does not know of.</summary>
    [JsonStringEnumMemberName("native-leak")] NativeLeak,
    /// <summary>Files or sockets are opened and not closed.</summary>
    [JsonStringEnumMemberName("descriptor-leak")] DescriptorLeak,
}
