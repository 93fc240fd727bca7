using Heaptrail.Heap.Graph;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>A reference to an object.</summary>
/// <param name="Kind">Kind of the edge.</param>
/// <param name="Name">Name of the edge: of the property or variable, number of the element.</param>
/// <param name="From">The object that has it.</param>
/// <param name="Owner">Of a list or table of V8's own the object that it belongs to; otherwise <see langword="null"/>.</param>
public sealed record MemoryReference(EdgeType Kind, string Name, NodeIndex From, NodeIndex? Owner);

/// <summary>Finds what refers to an object.</summary>
public static class MemoryReferences
{
    /// <summary>The references to a node, in the order of the objects that have them. Linear in the size of the graph.</summary>
    public static IReadOnlyList<MemoryReference> To(HeapGraph graph, NodeIndex target, CancellationToken cancel = default)
    {
        var direct = new List<MemoryReference>();
        var stores = new Dictionary<int, NodeIndex?>();
        foreach ((HeapNode node, HeapEdge edge) in Edges(graph, cancel))
        {
            if (edge.TargetIndex != target)
                continue;
            direct.Add(new(edge.Type, edge.Name, node.Index, null));
            if (node.Type is NodeType.Array or NodeType.Hidden)
                stores.TryAdd(node.Index.Value, null);
        }
        if (stores.Count > 0)
            FindOwners(graph, stores, cancel);
        // The global object has a cell for each property, which holds the value as well.
        if (direct.Exists(reference => reference.Kind == EdgeType.Property))
            direct.RemoveAll(reference => graph[reference.From] is { Type: NodeType.Hidden, RawName: "system / PropertyCell" });
        HashSet<int> holders = [.. direct.Select(reference => reference.From.Value)];
        // An object says itself which property or element it is; its list of them says nothing more.
        return [.. direct
            .Select(reference => stores.GetValueOrDefault(reference.From.Value) is { } owner ? reference with { Owner = owner } : reference)
            .Where(reference => reference.Owner is not { } owner || !holders.Contains(owner.Value))];
    }

    static void FindOwners(HeapGraph graph, Dictionary<int, NodeIndex?> stores, CancellationToken cancel)
    {
        foreach ((HeapNode node, HeapEdge edge) in Edges(graph, cancel))
        {
            if (edge.Type == EdgeType.Internal && stores.ContainsKey(edge.TargetIndex.Value) && edge.Name is "elements" or "properties" or "table")
                stores[edge.TargetIndex.Value] = node.Index;
        }
    }

    static IEnumerable<(HeapNode Node, HeapEdge Edge)> Edges(HeapGraph graph, CancellationToken cancel)
    {
        const int Often = 0xFFFF;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            if ((i & Often) == 0)
                cancel.ThrowIfCancellationRequested();
            HeapNode node = graph[new NodeIndex(i)];
            foreach (HeapEdge edge in node.Edges)
                yield return (node, edge);
        }
    }
}
