namespace Heaptrail.Capture.Triggers;

/// <summary>What a capture is expected to cost.</summary>
/// <param name="Pause">How long the process stands still.</param>
/// <param name="TargetBytes">By how much the process grows.</param>
/// <param name="OwnBytes">What this program needs meanwhile.</param>
/// <param name="DiskBytes">Size of the file.</param>
public readonly record struct CaptureCost(TimeSpan Pause, long TargetBytes, long OwnBytes, long DiskBytes)
{
    // Measured on Node.js 16 to 26, x64: 256 to 312 bytes of growth for each node, 1.4 to 1.7 µs (from 22 on) or 2.6 to 3.0 µs of pause for each node, about 120 bytes of
    // file; heaps of small objects have a node for each 39 to 41 bytes.
    const double LeastNodeBytes = 40;
    const double GrowthPerNode = 300;
    const double FilePerNode = 120;
    const double SlowPause = 3e-6;
    const double FastPause = 1.7e-6;
    const long FixedGrowth = 30 << 20;
    const int FastSince = 22;
    const double CopyPerSecond = 1.5e9;

    /// <summary>All memory: of this machine's view, what must be free.</summary>
    public long MemoryBytes => TargetBytes + OwnBytes;

    /// <summary>A snapshot that V8 makes, through the inspector.</summary>
    /// <param name="heapUsed">Bytes in use on the heap.</param>
    /// <param name="nodes">Objects of the heap from an earlier snapshot; <see langword="null"/> when unknown: then the worst is assumed.</param>
    /// <param name="nodeMajor">Major version of Node.js; 0 when unknown.</param>
    public static CaptureCost OfInspector(long heapUsed, long? nodes, int nodeMajor)
    {
        double count = nodes ?? (heapUsed / LeastNodeBytes);
        return new(TimeSpan.FromSeconds(count * (nodeMajor >= FastSince ? FastPause : SlowPause)), (long)(count * GrowthPerNode) + FixedGrowth, 64 << 20, (long)(count * FilePerNode) + heapUsed);
    }

    /// <summary>A copy of the memory, read from outside.</summary>
    /// <param name="anonymous">Bytes of the process that belong to no file.</param>
    public static CaptureCost OfMemory(long anonymous) => new(TimeSpan.FromSeconds(0.03 + (anonymous / CopyPerSecond)), 0, anonymous + (64 << 20), anonymous + (48 << 20));
}
