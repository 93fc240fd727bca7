using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Matching;

/// <summary>Pairs the targets of two nodes that are one object: by the names of the edges, then those of one kind in order.</summary>
sealed class EdgePairing(NodePairs pairs)
{
    const int Few = 16;

    readonly HeapGraph earlier = pairs.Earlier;
    readonly HeapGraph later = pairs.Later;

    /// <summary>Pairs the targets of edges with the same name or index.</summary>
    internal void ByLabel(int before, int now)
    {
        (int start, int end) = (earlier.FirstEdge[before], earlier.FirstEdge[before + 1]);
        Dictionary<(EdgeType, int), int>? labels = null;
        int expected = start;
        for (int edge = later.FirstEdge[now]; edge < later.FirstEdge[now + 1]; edge++)
        {
            int target = later.TargetOf(edge);
            (EdgeType Type, int Name) label = LaterLabel(edge);
            if (label.Type == EdgeType.Weak)
                continue;
            int found = expected < end && EarlierLabel(expected) == label ? expected : -1;
            if (found < 0 && pairs.IsFreeLater(target))
                found = end - start <= Few ? Search(start, end, label) : (labels ??= LabelsOf(start, end)).GetValueOrDefault(label, -1);
            if (found < 0)
                continue;
            // Nearly always the edges of both have one order.
            expected = found + 1;
            if (pairs.IsFreeLater(target))
                pairs.TryAdd(earlier.TargetOf(found), target);
        }
    }

    /// <summary>Pairs what is left of the targets without names, in order: what a list gained since is behind what it had.</summary>
    internal void InOrder(int before, int now)
    {
        Dictionary<(NodeType, int), Queue<int>>? left = null;
        for (int edge = later.FirstEdge[now]; edge < later.FirstEdge[now + 1]; edge++)
        {
            int target = later.TargetOf(edge);
            if (!pairs.IsFreeLater(target) || !IsUnnamed(later, now, edge))
                continue;
            left ??= LeftOf(before);
            if (left.Count == 0)
                return;
            if (left.TryGetValue(pairs.KindOfLater(target), out Queue<int>? same))
            {
                while (same.TryDequeue(out int candidate) && !pairs.TryAdd(candidate, target))
                {
                }
            }
        }
    }

    Dictionary<(NodeType, int), Queue<int>> LeftOf(int node)
    {
        var left = new Dictionary<(NodeType, int), Queue<int>>();
        for (int edge = earlier.FirstEdge[node]; edge < earlier.FirstEdge[node + 1]; edge++)
        {
            int target = earlier.TargetOf(edge);
            if (!pairs.IsFreeEarlier(target) || !IsUnnamed(earlier, node, edge))
                continue;
            (NodeType, int) kind = pairs.KindOfEarlier(target);
            if (!left.TryGetValue(kind, out Queue<int>? same))
                left.Add(kind, same = new());
            same.Enqueue(target);
        }
        return left;
    }

    // In stores V8 writes the index as a name, and names of WeakMap entries have ids in them, which do not last.
    static bool IsUnnamed(HeapGraph graph, int source, int edge) => graph.TypeOf(edge) switch
    {
        EdgeType.Element => true,
        EdgeType.Internal => graph.NodeTypes[source] == NodeType.Array || graph.Strings.Raw(graph.NameOf(edge)) is [.., (byte)')'],
        _ => false,
    };

    int Search(int start, int end, (EdgeType, int) label)
    {
        for (int edge = start; edge < end; edge++)
        {
            if (EarlierLabel(edge) == label)
                return edge;
        }
        return -1;
    }

    Dictionary<(EdgeType, int), int> LabelsOf(int start, int end)
    {
        var labels = new Dictionary<(EdgeType, int), int>(end - start);
        for (int edge = start; edge < end; edge++)
            labels.TryAdd(EarlierLabel(edge), edge);
        return labels;
    }

    (EdgeType Type, int Name) EarlierLabel(int edge) =>
        earlier.TypeOf(edge) is var type && type.IsIndexed() ? (type, earlier.NameOf(edge)) : (type, pairs.Names.OfEarlier(earlier.NameOf(edge)));

    (EdgeType Type, int Name) LaterLabel(int edge) =>
        later.TypeOf(edge) is var type && type.IsIndexed() ? (type, later.NameOf(edge)) : (type, pairs.Names.OfLater(later.NameOf(edge)));
}
