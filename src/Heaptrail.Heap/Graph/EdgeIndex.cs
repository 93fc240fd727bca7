namespace Heaptrail.Heap.Graph;

/// <summary>Position of an edge in its graph, from 0 in file order.</summary>
/// <param name="Value">The ordinal.</param>
public readonly record struct EdgeIndex(int Value);
