using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What was gained between the first and the last snapshot after everything that was lost. A ring or a bounded cache is always
/// full of new objects and gains none.
/// </summary>
sealed class NetGrowth(FirstSnapshot? first, Generations generations, HeapGraph last)
{
    readonly Dictionary<(NodeType Type, string Name), long> kinds = [];

    /// <summary>Objects that a holder gained; <see langword="null"/> when it cannot be told, because the holder itself is new.</summary>
    internal long? Held(NodeIndex holder) =>
        first is not null && generations.IsOld(holder) ? HeldObjects.Count(last, holder) - first.HeldBy(last[holder].Id) : null;

    /// <summary>Nodes of the type and name of a node that the whole heap gained.</summary>
    internal long OfKind(HeapNode node)
    {
        (NodeType Type, string Name) kind = (node.Type, node.RawName);
        if (!kinds.TryGetValue(kind, out long gained))
            kinds.Add(kind, gained = Count(last, kind) - (first?.CountOf(kind.Type, kind.Name) ?? 0));
        return gained;
    }

    static long Count(HeapGraph graph, (NodeType Type, string Name) kind)
    {
        // Strings differ from object to object; for those the type alone is the kind.
        if (kind.Type is NodeType.String or NodeType.ConsString or NodeType.SlicedString)
            return graph.CountOf(kind.Type);
        return graph.Strings.FindAll(kind.Name).Sum(name => (long)graph.CountOf(kind.Type, name));
    }
}
