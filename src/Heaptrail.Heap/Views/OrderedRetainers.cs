using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The edges that hold a node in the order of the Retainers pane of Chrome DevTools: nearest to a root first, then by the name of
/// the retainer. Weak edges and the root itself are left out.
/// </summary>
public static class OrderedRetainers
{
    /// <summary>Finds and sorts them.</summary>
    public static IReadOnlyList<Retainer> Find(IndexedHeap heap, NodeIndex node) => Find(heap, node, RetainerDistances.Build(heap));

    /// <summary>Finds and sorts them by distances without ignored nodes.</summary>
    public static IReadOnlyList<Retainer> Find(IndexedHeap heap, NodeIndex node, RetainerDistances distances)
    {
        var retainers = new List<Entry>();
        HashSet<int> broken = distances.BrokenEntries(node);
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            NodeIndex source = heap.Graph.SourceOf(edge.Index);
            if (edge.IsStrong && source != NodeIndex.Root)
                retainers.Add(new(edge, source, distances.IsBroken(edge, broken) ? RetainerDistances.RankOfBroken : distances.RankOf(source)));
        }
        // A common shape has a hundred thousand retainers, so a name is built only when a comparison needs it, and once.
        var names = new Dictionary<NodeIndex, string>();
        retainers.Sort((a, b) =>
        {
            int order = a.Distance.CompareTo(b.Distance);
            if (order == 0)
                order = string.CompareOrdinal(NameOf(a.Source), NameOf(b.Source));
            // DevTools meets the retainers of a node in the reverse order of the file.
            return order != 0 ? order : b.Edge.Index.Value.CompareTo(a.Edge.Index.Value);
        });
        return [.. retainers.Select(entry => new Retainer(entry.Edge, entry.Source) { IsOutOfReach = entry.Distance >= RetainerDistances.RankOfBroken })];

        string NameOf(NodeIndex of)
        {
            if (!names.TryGetValue(of, out string? name))
                names.Add(of, name = NodeNames.Of(heap.Graph[of]));
            return name;
        }
    }

    /// <summary>Whether the root itself leads to a node.</summary>
    public static bool IsHeldByRoot(IndexedHeap heap, NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (edge.IsStrong && heap.Graph.SourceOf(edge.Index) == NodeIndex.Root)
                return true;
        }
        return false;
    }

    readonly record struct Entry(HeapEdge Edge, NodeIndex Source, int Distance);
}

/// <summary>One edge that holds a node.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="Source">The node that it leaves.</param>
public readonly record struct Retainer(HeapEdge Edge, NodeIndex Source)
{
    /// <summary>Whether nothing leads to the source, or to the other half of a WeakMap entry, without an ignored node.</summary>
    public bool IsOutOfReach { get; init; }
}
