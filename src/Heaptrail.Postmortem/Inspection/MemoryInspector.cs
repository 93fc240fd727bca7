using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Looks into the memory of a Node.js process by address, as a debugger does. Not for several threads at once.</summary>
public sealed class MemoryInspector : IDisposable
{
    readonly ProcessHeaps heaps;

    MemoryInspector(ProcessHeaps heaps)
    {
        this.heaps = heaps;
        Heaps = [.. heaps.All.Select(heap => new InspectedHeap(heaps, heap))];
    }

    /// <summary>Version of V8.</summary>
    public string Version => heaps.Version;

    /// <summary>The heaps: one for the main thread, one for each worker thread; in the order of their addresses.</summary>
    public IReadOnlyList<InspectedHeap> Heaps { get; }

    /// <summary>Finds the heaps.</summary>
    /// <param name="memory">The memory; stays the caller's, and must stay until this is disposed.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static MemoryInspector Open(IProcessMemory memory, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return new(new(memory, cancel));
    }

    /// <summary>The heap that an address lies in; <see langword="null"/> when it lies in none.</summary>
    public InspectedHeap? HeapOf(ulong address) => Heaps.FirstOrDefault(heap => heap.Holds(address));

    /// <summary>Gives back what was copied.</summary>
    public void Dispose()
    {
        foreach (InspectedHeap heap in Heaps)
            heap.Dispose();
        heaps.Dispose();
    }
}
