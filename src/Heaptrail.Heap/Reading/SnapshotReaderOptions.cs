using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>How a snapshot is read.</summary>
public readonly record struct SnapshotReaderOptions()
{
    /// <summary>Bounds on the file.</summary>
    public SnapshotLimits Limits { get; init; } = new();

    /// <summary>Told about every few MB read; <see langword="null"/> for silence.</summary>
    public IProgress<ReadProgress>? Progress { get; init; }

    /// <summary>
    /// Unpacks zstd, which .NET cannot: gets the packed bytes, gives the text. The reader disposes what it is given. The stream throws
    /// <see cref="InvalidDataException"/> for damaged data. Without it, files compressed with zstd are refused.
    /// </summary>
    public Func<Stream, Stream>? UnpackZstandard { get; init; }

    /// <summary>Where the columns of the graph get their memory; <see langword="null"/> for memory of the system.</summary>
    internal ColumnMemory? Memory { get; init; }
}

/// <summary>How far a reader is.</summary>
/// <param name="BytesRead">Bytes of the file read so far, packed ones if it is compressed.</param>
/// <param name="TotalBytes">Bytes of the file; -1 when not known.</param>
public readonly record struct ReadProgress(long BytesRead, long TotalBytes);
