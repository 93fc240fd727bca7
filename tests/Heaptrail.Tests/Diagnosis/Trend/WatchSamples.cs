using System.Collections.Immutable;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Tests.Diagnosis.Trend;

/// <summary>Processes as a watch sees them: one sample and one full collection a second.</summary>
static class WatchSamples
{
    public const long MiB = 1 << 20;
    static readonly DateTimeOffset start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public static List<ProcessSample> Of(int count, Func<int, ProcessSample, ProcessSample> change) => [.. Enumerable.Range(0, count).Select(i => change(i, Steady(i)))];

    /// <summary>A sample of a process where nothing happens: 100 MiB, of which 40 MiB are heap.</summary>
    public static ProcessSample Steady(int i) => new()
    {
        At = start.AddSeconds(i),
        Rss = 100 * MiB,
        Anonymous = 60 * MiB,
        HeapTotal = 40 * MiB,
        HeapUsed = (30 + (i % 5)) * MiB,
        External = 2 * MiB,
        ArrayBuffers = MiB,
        HeapLimit = 4144 * MiB,
        Descriptors = 20,
        DescriptorLimit = 1024,
        LoopDelay = 1.5,
        LoopUse = 0.12,
        MinorCollections = 2,
        Resources = ImmutableSortedDictionary<string, int>.Empty.Add("TCPServerWrap", 1).Add("Timeout", 2),
        Floors = [Floor(i, (24 * MiB) + (i * 7919 % 5 * 1000))],
    };

    public static FloorReading Floor(int i, long bytes) => new(start.AddSeconds(i), bytes, 2 * MiB);
}
