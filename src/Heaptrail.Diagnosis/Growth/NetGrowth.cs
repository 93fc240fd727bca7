using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What was gained between the first and the last snapshot after everything that was lost. A ring or a bounded cache is always
/// full of new objects and gains none.
/// </summary>
sealed class NetGrowth
{
    readonly HeapGraph? first;
    readonly HeapGraph last;
    readonly Dictionary<(NodeType Type, string Name), long> kinds = [];
    readonly Lazy<Dictionary<long, NodeIndex>> firstById;
    readonly Lazy<Dictionary<long, NodeIndex>> lastById;

    internal NetGrowth(IReadOnlyList<HeapGraph> earlier, HeapGraph last)
    {
        first = earlier.Count > 0 ? earlier[0] : null;
        this.last = last;
        firstById = new(() => ById(first!));
        lastById = new(() => ById(last));
    }

    /// <summary>Objects that a holder gained; <see langword="null"/> when it cannot be told.</summary>
    internal long? Held(long holderId)
    {
        if (first is null || !firstById.Value.TryGetValue(holderId, out NodeIndex before) || !lastById.Value.TryGetValue(holderId, out NodeIndex after))
            return null;
        return HeldObjects.Count(last, after) - HeldObjects.Count(first, before);
    }

    /// <summary>Nodes of the type and name of a node that the whole heap gained.</summary>
    internal long OfKind(HeapNode node)
    {
        (NodeType Type, string Name) kind = (node.Type, node.RawName);
        if (!kinds.TryGetValue(kind, out long gained))
            kinds.Add(kind, gained = Count(last, kind) - (first is null ? 0 : Count(first, kind)));
        return gained;
    }

    static long Count(HeapGraph graph, (NodeType Type, string Name) kind)
    {
        // Strings differ from object to object; for those the type alone is the kind.
        bool anyName = kind.Type is NodeType.String or NodeType.ConsString or NodeType.SlicedString;
        var same = new Dictionary<int, bool>();
        long count = 0;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.Type != kind.Type)
                continue;
            if (!anyName && !same.ContainsKey(node.NameIndex))
                same.Add(node.NameIndex, node.RawName == kind.Name);
            if (anyName || same[node.NameIndex])
                count++;
        }
        return count;
    }

    static Dictionary<long, NodeIndex> ById(HeapGraph graph)
    {
        var byId = new Dictionary<long, NodeIndex>(graph.NodeCount);
        for (int i = 0; i < graph.NodeCount; i++)
            byId[graph[new NodeIndex(i)].Id] = new(i);
        return byId;
    }
}
