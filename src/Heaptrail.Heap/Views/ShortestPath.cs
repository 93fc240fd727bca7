using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>A shortest path from a root to a node, found backwards from the node: no search through the whole heap.</summary>
public static class ShortestPath
{
    /// <summary>
    /// The edges of the path, first to last; the first leaves a child of the root. Empty for these children themselves and for what
    /// nothing reaches. Of several paths, one over edges whose names people know is taken.
    /// </summary>
    public static IReadOnlyList<HeapEdge> To(IndexedHeap heap, NodeIndex node)
    {
        var path = new List<HeapEdge>();
        while (heap.Distances[node] is > 1 and var distance && distance != DistanceIndex.System && Nearest(heap, node, distance) is var (edge, source))
        {
            if (source == NodeIndex.Root)
                break;
            path.Add(edge);
            node = source;
        }
        path.Reverse();
        return path;
    }

    static (HeapEdge Edge, NodeIndex Source)? Nearest(IndexedHeap heap, NodeIndex node, int distance)
    {
        (HeapEdge, NodeIndex)? best = null;
        (int Preference, int Edge) rank = (int.MaxValue, int.MaxValue);
        RetainerList.Enumerator all = heap.Retainers[node].GetEnumerator();
        while (all.MoveNext())
        {
            // One step nearer and no more: an edge that leads further is one that distances are not counted over.
            if (heap.Distances[all.Source] != distance - 1 || all.Current is not { IsStrong: true } edge)
                continue;
            (int, int) own = (PreferenceOf(edge.Type), edge.Index.Value);
            if (own.CompareTo(rank) < 0)
                (best, rank) = ((edge, all.Source), own);
        }
        return best;
    }

    static int PreferenceOf(EdgeType type) => type switch
    {
        EdgeType.Property or EdgeType.Context => 0,
        EdgeType.Element => 1,
        _ => 2,
    };
}
