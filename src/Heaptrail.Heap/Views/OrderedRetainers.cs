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
        RetainerList.Enumerator all = heap.Retainers[node].GetEnumerator();
        while (all.MoveNext())
        {
            NodeIndex source = all.Source;
            if (source != NodeIndex.Root && all.Current is { IsStrong: true } edge)
                retainers.Add(new(edge, source, distances.IsBroken(edge, broken) ? RetainerDistances.RankOfBroken : distances.RankOf(source)));
        }
        // A common shape has a hundred thousand retainers, so a name is built only when a comparison needs it, and once. Where the
        // name is that of the file, nodes of one class share it.
        var names = new string?[retainers.Count];
        var shared = new Dictionary<int, string>();
        int[] order = [.. Enumerable.Range(0, retainers.Count)];
        Array.Sort(order, (a, b) =>
        {
            int by = retainers[a].Distance.CompareTo(retainers[b].Distance);
            if (by == 0)
                by = string.CompareOrdinal(NameOf(a), NameOf(b));
            // DevTools meets the retainers of a node in the reverse order of the file.
            return by != 0 ? by : retainers[b].Edge.Index.Value.CompareTo(retainers[a].Edge.Index.Value);
        });
        return [.. order.Select(i => retainers[i]).Select(entry => new Retainer(entry.Edge, entry.Source) { IsOutOfReach = entry.Distance >= RetainerDistances.RankOfBroken })];

        string NameOf(int entry)
        {
            if (names[entry] is { } known)
                return known;
            HeapNode source = heap.Graph[retainers[entry].Source];
            if (!NodeNames.IsRaw(source))
                return names[entry] = NodeNames.Of(source);
            if (!shared.TryGetValue(source.NameIndex, out string? name))
                shared.Add(source.NameIndex, name = NodeNames.Of(source));
            return names[entry] = name;
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
