using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;

namespace Heaptrail.Heap.Saving;

/// <summary>Opens snapshot files with all indices, from a saved index where there is one, and saves one where it helps.</summary>
public static class HeapFile
{
    /// <summary>
    /// Opens a snapshot. The index lies beside it, or in the cache folder when its folder cannot be written to; an index that is stale,
    /// foreign, cut off or damaged is built again. Files that are read faster than anybody notices get none.
    /// </summary>
    /// <param name="path">Path of the snapshot.</param>
    /// <param name="options">Limits, progress, and what becomes of the index.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="SnapshotFormatException">The file is no snapshot, is cut off, or contradicts itself.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IndexedHeap Open(string path, HeapFileOptions options, CancellationToken cancel = default)
    {
        SourceStamp source = options.Index == IndexUse.None ? default : SourceStamp.Of(path);
        if (options.Index == IndexUse.None || source.Bytes < options.SmallestIndexed)
            return HeapIndexer.Build(SnapshotReader.ReadFile(path, options.Reader, cancel), null, withViews: true, cancel);
        var places = new IndexPlaces(path, options.CacheFolder);
        return OpenSaved(places, source, options) ?? Build(path, source, places, options, cancel);
    }

    /// <summary>
    /// Opens a snapshot from its saved index only, for who needs its graph and no indices: where there is none, reading the file alone
    /// takes less than saving one.
    /// </summary>
    /// <param name="path">Path of the snapshot.</param>
    /// <param name="options">Where the index is, and whether it is used.</param>
    /// <returns>The heap; <see langword="null"/> when there is no index that can be used.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IndexedHeap? TryOpenSaved(string path, HeapFileOptions options)
    {
        if (options.Index != IndexUse.Auto)
            return null;
        return OpenSaved(new(path, options.CacheFolder), SourceStamp.Of(path), options with { Notice = null });
    }

    static IndexedHeap? OpenSaved(IndexPlaces places, SourceStamp source, HeapFileOptions options)
    {
        IEnumerable<string> candidates = options.Index == IndexUse.Renew ? [] : places.All;
        foreach (string place in candidates)
        {
            if (SavedIndex.TryOpen(place, source, out string? fault) is { } heap)
            {
                places.MarkUsed(place);
                return heap;
            }
            if (fault is not null)
                options.Notice?.Invoke($"the index {place} {fault}: it is built again");
        }
        return null;
    }

    static IndexedHeap Build(string path, SourceStamp source, IndexPlaces places, HeapFileOptions options, CancellationToken cancel)
    {
        using IndexWriter? writer = places.OpenWriter(out string place, cancel);
        HeapGraph graph = SnapshotReader.ReadFile(path, options.Reader with { Memory = writer?.Memory }, cancel);
        // A recording has more than columns of nodes and edges, and nobody opens one often.
        IndexWriter? index = graph.Recording is null ? writer : null;
        IndexedHeap heap = HeapIndexer.Build(graph, index, withViews: true, cancel);
        if (index is null)
            return heap;
        try
        {
            SavedIndex.Finish(index, heap, source, place, cancel);
            places.MakeRoom(place, options.CacheBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.Notice?.Invoke($"the index {place} was not saved: {e.Message}");
        }
        return heap;
    }
}

/// <summary>How a snapshot file is opened.</summary>
public readonly record struct HeapFileOptions()
{
    /// <summary>Limits and progress of the reading.</summary>
    public SnapshotReaderOptions Reader { get; init; } = new();

    /// <summary>What becomes of the saved index.</summary>
    public IndexUse Index { get; init; }

    /// <summary>Snapshots of fewer bytes get no index.</summary>
    public long SmallestIndexed { get; init; } = 32 << 20;

    /// <summary>Folder for the indices of snapshots whose own folder is read-only; <see langword="null"/> for none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>What the indices in the cache folder may take together, in bytes; those used longest ago go first.</summary>
    public long CacheBytes { get; init; } = 20L << 30;

    /// <summary>Told in one line when an index cannot be used or saved.</summary>
    public Action<string>? Notice { get; init; }
}

/// <summary>What becomes of the saved index of a snapshot.</summary>
public enum IndexUse
{
    /// <summary>One that is there is used, otherwise one is saved.</summary>
    Auto,
    /// <summary>One is saved, whatever is there.</summary>
    Renew,
    /// <summary>None is used and none is saved.</summary>
    None,
}
