using Heaptrail.Postmortem.Memory;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>The heaps in the memory of a process, one for each isolate, before anything is known about their objects.</summary>
sealed class ProcessHeaps : IDisposable
{
    readonly PageFinder finder;

    /// <summary>Finds them.</summary>
    /// <param name="memory">The memory; it must stay until this is disposed.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="HeapReadException">It is not the memory of a Node.js that is known.</exception>
    internal ProcessHeaps(IProcessMemory memory, CancellationToken cancel)
    {
        Memory = memory;
        Space = new(memory.Ranges);
        string? version = VersionFinder.Find(Space);
        V8Layout layout = VersionFinder.LayoutOf(version);
        Version = version!;
        finder = new(Space, layout);
        List<V8Page> pages = finder.Find();
        foreach (IsolateFinder.Isolate isolate in new IsolateFinder(Space, layout, pages).Find())
        {
            cancel.ThrowIfCancellationRequested();
            bool isCollecting = CollectorWatch.IsAtWork((int)Space.Word(isolate.Heap + (ulong)layout.CollectorState));
            IEnumerable<V8Page> own = pages.Where(page => page.Heap == 0 || page.Heap == isolate.Heap);
            All.Add(new(Space, layout, new(isCollecting ? own.Select(finder.Copy) : own), isolate.Roots) { IsCollecting = isCollecting });
        }
        if (All.Count > 0)
            return;
        Dispose();
        throw new HeapReadException($"no heap of V8 {version} was found in the memory: {pages.Count:N0} pages, and no table of roots");
    }

    internal IProcessMemory Memory { get; }

    internal AddressSpace Space { get; }

    internal string Version { get; }

    internal List<V8Heap> All { get; } = [];

    /// <summary>Gives back what was copied of pages; no object can be read any more.</summary>
    public void Dispose() => finder.Dispose();
}
