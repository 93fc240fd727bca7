namespace Heaptrail.Heap.Reading;

/// <summary>How a snapshot is read.</summary>
public readonly record struct SnapshotReaderOptions()
{
    /// <summary>Bounds on the file.</summary>
    public SnapshotLimits Limits { get; init; } = new();

    /// <summary>Told about every few MB read; <see langword="null"/> for silence.</summary>
    public IProgress<ReadProgress>? Progress { get; init; }
}

/// <summary>How far a reader is.</summary>
/// <param name="BytesRead">Bytes read so far.</param>
/// <param name="TotalBytes">Bytes of the file; -1 when not known.</param>
public readonly record struct ReadProgress(long BytesRead, long TotalBytes);
