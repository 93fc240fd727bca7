using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>The objects of a heap that are alive.</summary>
sealed class LiveObjects
{
    // Beyond this share of pointers that lead to no object the layout is not that of the process.
    const double MostAstray = 0.01;

    LiveObjects(V8Heap heap, List<RootSet> roots, Marker marker)
    {
        Heap = heap;
        Roots = roots;
        Marker = marker;
        Check = new(marker.Pointers, marker.Astray, heap.Pages.Units.Length, roots.ToDictionary(set => set.Group, set => set.Objects.Count)) { WasCollecting = heap.IsCollecting, Moved = marker.Moved };
    }

    internal V8Heap Heap { get; }

    internal List<RootSet> Roots { get; }

    internal Marker Marker { get; }

    internal MemoryCheck Check { get; }

    /// <summary>Marks them.</summary>
    /// <exception cref="HeapReadException">The heap is not laid out as its version says.</exception>
    internal static LiveObjects Find(ProcessHeaps heaps, V8Heap heap, CancellationToken cancel)
    {
        List<RootSet> roots = new RootFinder(heap, heaps.Memory.Threads).Find();
        var marker = new Marker(heap);
        marker.Mark(roots, cancel);
        var live = new LiveObjects(heap, roots, marker);
        if (marker.Astray > marker.Pointers * MostAstray || marker.Pointers == 0)
        {
            if (heap.IsCollecting)
                throw new HeapReadException($"the process was collecting garbage just then, and {live.Check.ShareAstray:P1} of {marker.Pointers:N0} pointers lead to no object: take another capture");
            throw new HeapReadException($"the heap of V8 {heaps.Version} is not where it is expected: {live.Check.ShareAstray:P1} of {marker.Pointers:N0} pointers lead to no object. "
                + "This build of Node.js differs from the one that nodejs.org publishes; use --method inspector");
        }
        return live;
    }
}
