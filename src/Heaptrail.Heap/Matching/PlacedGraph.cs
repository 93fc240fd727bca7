using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Matching;

/// <summary>A capture of a heap whose objects have no ids that last, with where they lay.</summary>
/// <param name="Graph">The objects. Owned by the caller.</param>
/// <param name="Addresses">
/// Address of each node, 0 where it is unknown or means nothing because objects move often; the others rise with the nodes. May be
/// empty when no address is known.
/// </param>
public sealed record PlacedGraph(HeapGraph Graph, ReadOnlyMemory<ulong> Addresses);
