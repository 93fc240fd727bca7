using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>One heap of a process. Addresses are as debuggers write them; those with V8's tag, one more, are taken as well.</summary>
public sealed class InspectedHeap : IDisposable
{
    readonly ProcessHeaps heaps;
    readonly V8Heap heap;
    readonly Texts texts;
    readonly PropertyReader properties;
    readonly ObjectNames names;
    readonly FunctionPlaces places;
    LiveObjects? live;
    MemoryHeap? graph;

    internal InspectedHeap(ProcessHeaps heaps, V8Heap heap)
    {
        this.heaps = heaps;
        this.heap = heap;
        texts = new(heap);
        properties = new(heap);
        names = new(heap, texts, new(heap, texts, properties));
        places = new(heap, texts);
    }

    /// <summary>Pieces of 256 KiB that it consists of.</summary>
    public int Pages => heap.Pages.Units.Length;

    internal bool Holds(ulong address) => heap.Pages.Find(address) >= 0;

    /// <summary>Whether an object begins at an address.</summary>
    public bool IsObject(ulong address) => heap.MapOf(Tagged(address)) is not null;

    /// <summary>Whether the object at an address is alive. The first question takes as long as reading the heap.</summary>
    /// <exception cref="HeapReadException">The heap is not laid out as its version says.</exception>
    public bool IsAlive(ulong address, CancellationToken cancel = default) => Live(cancel).Marker.IsMarked(Tagged(address));

    /// <summary>Reads the object at an address.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="depth">How many levels of it to read; 0 for none but its name.</param>
    /// <param name="most">Fields of each object to read at most.</param>
    public MemoryValue Read(ulong address, int depth, int most)
    {
        Settle();
        return new ValueReader(heap, texts, names, properties, places, most).Read(heap.Resolve(Tagged(address)), depth);
    }

    /// <summary>Puts the live objects into groups by class and properties.</summary>
    /// <exception cref="HeapReadException">The heap is not laid out as its version says.</exception>
    public IReadOnlyList<ObjectGroup> Groups(CancellationToken cancel = default)
    {
        _ = Live(cancel);
        return new ObjectGroups(heap, texts, names, properties).Count(heap.Pages.Marked(), cancel);
    }

    /// <summary>Live objects with the class and the properties of one, by address; empty when it is no object of JavaScript.</summary>
    /// <exception cref="HeapReadException">The heap is not laid out as its version says.</exception>
    public IEnumerable<ulong> Like(ulong address, CancellationToken cancel = default)
    {
        _ = Live(cancel);
        return heap.MapOf(Tagged(address)) is { } map && heap.Types.IsReceiver(map.Type) ? new ObjectGroups(heap, texts, names, properties).Like(Tagged(address)) : [];
    }

    /// <summary>The group of an object and of others that are like it.</summary>
    /// <param name="address">The object.</param>
    /// <param name="likes">Those that <see cref="Like"/> gave.</param>
    public ObjectGroup GroupOf(ulong address, IEnumerable<ulong> likes) =>
        new ObjectGroups(heap, texts, names, properties).Count([Tagged(address), .. likes.Select(Tagged).Where(like => like != Tagged(address))], default)[0];

    /// <summary>The live objects as a graph. It is made once, and goes with this.</summary>
    /// <exception cref="HeapReadException">The heap is not laid out as its version says.</exception>
    public MemoryHeap Graph(CancellationToken cancel = default) => graph ??= MemoryHeapReader.Read(Live(cancel), heaps.Version, default, cancel);

    /// <summary>The JavaScript of this heap that a thread ran; <see langword="null"/> when none did.</summary>
    public ThreadStack? Stack()
    {
        Settle();
        var walker = new StackWalker(heap);
        if (walker.ThreadOf(heaps.Memory.Threads) is not { } thread)
            return null;
        var reader = new FrameReader(heap, texts, places, new(heap, texts, names, properties, places, 0));
        return new(thread.Id, [.. walker.Walk(thread).Select(reader.Read)]);
    }

    // What a collection was moving is where it will be once all references to it were followed.
    void Settle()
    {
        if (heap.IsCollecting)
            _ = Live(default);
    }

    LiveObjects Live(CancellationToken cancel) => live ??= LiveObjects.Find(heaps, heap, cancel);

    /// <summary>Gives back the graph.</summary>
    public void Dispose() => graph?.Graph.Dispose();

    static ulong Tagged(ulong address) => (address & ~7UL) + 1;
}
