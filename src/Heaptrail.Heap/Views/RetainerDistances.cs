using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Distances as the Retainers pane of Chrome DevTools has them: as they would be if some nodes were not there ("Ignore this
/// retainer"). What is reached through the ignored nodes alone has no distance any more and holds nothing.
/// </summary>
public sealed class RetainerDistances
{
    // DevTools adds this to the distance of what is no longer reached, so that it stands behind everything that is.
    const int OutOfReach = 200_000_000;

    readonly IndexedHeap heap;
    readonly DistanceIndex distances;
    readonly HashSet<NodeIndex> ignored;

    RetainerDistances(IndexedHeap heap, DistanceIndex distances, HashSet<NodeIndex> ignored)
    {
        this.heap = heap;
        this.distances = distances;
        this.ignored = ignored;
    }

    /// <summary>Searches the heap without the nodes. Linear; immediate when there are none.</summary>
    public static RetainerDistances Build(IndexedHeap heap, IReadOnlyCollection<NodeIndex>? ignored = null) =>
        ignored is { Count: > 0 } ? new(heap, DistanceIndex.Build(heap.Graph, heap.Ephemerons, ignored), [.. ignored]) : new(heap, heap.Distances, []);

    /// <summary>Distance of a node; <see cref="DistanceIndex.Unreachable"/> when only ignored nodes lead to it, or nothing.</summary>
    public int this[NodeIndex node] => distances[node];

    /// <summary>Whether a node was asked to be ignored.</summary>
    public bool IsIgnored(NodeIndex node) => ignored.Contains(node);

    /// <summary>Place of a node in the order of retainers: its distance, or more than any when it is not reached.</summary>
    internal int RankOf(NodeIndex node) => distances[node] is var distance && distance != DistanceIndex.Unreachable
        ? distance
        : Math.Max(0, heap.Distances[node]) + OutOfReach;

    /// <summary>
    /// The WeakMap entries among the retainers of a node of which the key or the table is out of reach. Both must be there to hold
    /// the value, so that neither edge holds it any more. Empty when nothing is ignored.
    /// </summary>
    internal HashSet<int> BrokenEntries(NodeIndex node)
    {
        var broken = new HashSet<int>();
        if (ignored.Count == 0 || !heap.Ephemerons.Any)
            return broken;
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (heap.Ephemerons.PairOf(edge.Index.Value) is { } pair && distances[heap.Graph.SourceOf(edge.Index)] == DistanceIndex.Unreachable)
                broken.Add(pair);
        }
        return broken;
    }

    /// <summary>Whether an edge is of one of these entries.</summary>
    internal bool IsBroken(HeapEdge edge, HashSet<int> entries) =>
        entries.Count > 0 && heap.Ephemerons.PairOf(edge.Index.Value) is { } pair && entries.Contains(pair);

    /// <summary>Place of an edge of a broken entry in the order of retainers.</summary>
    internal static int RankOfBroken => OutOfReach;
}
