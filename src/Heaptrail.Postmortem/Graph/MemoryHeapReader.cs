using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Reads the heaps of a Node.js process from its memory: one for each isolate, the largest first.</summary>
public static class MemoryHeapReader
{
    /// <summary>Reads all heaps.</summary>
    /// <param name="memory">The memory; it must stay until this returns.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static IReadOnlyList<MemoryHeap> Read(IProcessMemory memory, CancellationToken cancel = default) => Read(memory, default, cancel);

    /// <summary>Reads all heaps.</summary>
    /// <param name="memory">The memory; it must stay until this returns.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static IReadOnlyList<MemoryHeap> Read(IProcessMemory memory, MemoryReadOptions options, CancellationToken cancel = default)
    {
        using var heaps = new ProcessHeaps(memory, cancel);
        var read = new List<MemoryHeap>();
        foreach (V8.V8Heap heap in heaps.All)
        {
            cancel.ThrowIfCancellationRequested();
            read.Add(Read(LiveObjects.Find(heaps, heap, cancel), heaps.Version, options, cancel));
        }
        return [.. read.OrderByDescending(heap => heap.Graph.NodeCount)];
    }

    internal static MemoryHeap Read(LiveObjects live, string version, MemoryReadOptions options, CancellationToken cancel)
    {
        var writer = new GraphWriter(live.Heap, live.Roots, live.Marker, options);
        return new(writer.Write(cancel), version, live.Check, new(writer.Numbers), live.Heap.Roots);
    }
}
