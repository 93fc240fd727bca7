using Heaptrail.Heap.Graph;

namespace Heaptrail.Postmortem.Graph;

/// <summary>The heap of one isolate, read from memory. Its ids are no ids of V8: they do not last from one capture to the next.</summary>
/// <param name="Graph">The live objects. Owned by the caller.</param>
/// <param name="Version">Version of V8.</param>
/// <param name="Check">How well the memory fitted what is known of this version.</param>
/// <param name="Addresses">Where the objects lay in the process.</param>
/// <param name="Isolate">A number that all captures of this heap have in common, and no other heap: where its isolate keeps its roots.</param>
public sealed record MemoryHeap(HeapGraph Graph, string Version, MemoryCheck Check, ObjectAddresses Addresses, ulong Isolate);

/// <summary>What was found on the way: a layout that does not fit shows here first.</summary>
/// <param name="Pointers">Pointers in arrays and contexts.</param>
/// <param name="Astray">How many of them lead to no object.</param>
/// <param name="Pages">Pieces of 256 KiB that the heap consists of.</param>
/// <param name="Roots">Objects that are held from outside, by group.</param>
public sealed record MemoryCheck(long Pointers, long Astray, int Pages, IReadOnlyDictionary<string, int> Roots)
{
    /// <summary>Whether the process was moving objects just then, to collect garbage.</summary>
    public bool WasCollecting { get; init; }

    /// <summary>Pointers to objects that were moved and were followed to their new places.</summary>
    public long Moved { get; init; }

    /// <summary>Share of pointers that lead to no object.</summary>
    public double ShareAstray => Pointers == 0 ? 1 : (double)Astray / Pointers;
}
