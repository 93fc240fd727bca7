using Heaptrail.Postmortem.Memory;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Reads the heaps of a Node.js process from its memory: one for each isolate, the largest first.</summary>
public static class MemoryHeapReader
{
    // Beyond this share of pointers that lead to no object the layout is not that of the process.
    const double MostAstray = 0.01;

    /// <summary>Reads all heaps.</summary>
    /// <param name="memory">The memory; it must stay until this returns.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static IReadOnlyList<MemoryHeap> Read(IProcessMemory memory, CancellationToken cancel = default)
    {
        var space = new AddressSpace(memory.Ranges);
        string? version = VersionFinder.Find(space);
        V8Layout layout = VersionFinder.LayoutOf(version);
        using var finder = new PageFinder(space, layout);
        List<V8Page> pages = finder.Find();
        var heaps = new List<MemoryHeap>();
        foreach (IsolateFinder.Isolate isolate in new IsolateFinder(space, layout, pages).Find())
        {
            cancel.ThrowIfCancellationRequested();
            var table = new PageTable(pages.Where(page => page.Heap == 0 || page.Heap == isolate.Heap));
            heaps.Add(Read(new(space, layout, table, isolate.Roots), memory, version!, cancel));
        }
        if (heaps.Count == 0)
            throw new HeapReadException($"no heap of V8 {version} was found in the memory: {pages.Count:N0} pages, and no table of roots");
        return [.. heaps.OrderByDescending(heap => heap.Graph.NodeCount)];
    }

    static MemoryHeap Read(V8Heap heap, IProcessMemory memory, string version, CancellationToken cancel)
    {
        List<RootSet> roots = new RootFinder(heap, memory.Threads).Find();
        var marker = new Marker(heap);
        marker.Mark(roots, cancel);
        var check = new MemoryCheck(marker.Pointers, marker.Astray, heap.Pages.Units.Length, roots.ToDictionary(set => set.Group, set => set.Objects.Count));
        if (marker.Astray > marker.Pointers * MostAstray || marker.Pointers == 0)
        {
            throw new HeapReadException($"the heap of V8 {version} is not where it is expected: {check.ShareAstray:P1} of {marker.Pointers:N0} pointers lead to no object. "
                + "This build of Node.js differs from the one that nodejs.org publishes; use --method inspector");
        }
        return new(new GraphWriter(heap, roots, marker).Write(cancel), version, check);
    }
}
