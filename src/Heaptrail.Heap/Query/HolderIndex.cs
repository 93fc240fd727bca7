using System.Collections.Concurrent;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Query;

/// <summary>
/// Holders: for a node the nearest dominator that is an object a program can name, and no store, code or shape of V8's on the way
/// there. A node whose nearest such dominator is the root has none: several objects hold it, or the root itself.
/// </summary>
sealed class HolderIndex(IndexedHeap heap)
{
    const int None = -1;

    // Node + 1 so that 0 stands for what is not known yet. Threads may compute the same entry twice.
    readonly int[] holders = new int[heap.Graph.NodeCount];
    readonly ConcurrentDictionary<int, string?> references = [];

    /// <summary>Holder of a node; <see cref="NodeIndex.None"/> when it has none.</summary>
    internal NodeIndex this[NodeIndex node]
    {
        get
        {
            NodeIndex at = node;
            int found = holders[node.Value];
            while (found == 0)
            {
                NodeIndex above = heap.Dominators[at];
                found = above == NodeIndex.Root || heap.Graph[above].Type == NodeType.Synthetic ? None : !IsPart(heap.Graph[above]) ? above.Value + 1 : holders[above.Value];
                at = above;
            }
            for (NodeIndex on = node; on != at && holders[on.Value] == 0; on = heap.Dominators[on])
                holders[on.Value] = found;
            return found == None ? NodeIndex.None : new(found - 1);
        }
    }

    /// <summary>The variable or property by which a node is known: <c>sessions</c>, <c>Store.items</c>; <see langword="null"/> without one.</summary>
    internal string? ReferenceTo(NodeIndex node) => references.GetOrAdd(node.Value, _ => FindReference(node));

    // A variable is the best name; then the property nearest to the user's roots.
    string? FindReference(NodeIndex node)
    {
        HeapEdge? best = null;
        NodeIndex owner = NodeIndex.None;
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (edge.Type is not (EdgeType.Context or EdgeType.Property) || IsNoName(edge))
                continue;
            if (best is { Type: EdgeType.Context } && edge.Type != EdgeType.Context)
                continue;
            NodeIndex source = heap.Graph.SourceOf(edge.Index);
            bool isBetter = best is not { } so || so.Type != edge.Type || (heap.Distances[source] >= 0 && heap.Distances[source] < heap.Distances[owner]);
            if (isBetter)
                (best, owner) = (edge, source);
        }
        if (best is not { } named)
            return null;
        string className = heap.Classes.NameOf(owner);
        return named.Type == EdgeType.Context ? named.Name : className.StartsWith('{') || className == "Object" ? $".{named.Name}" : $"{className}.{named.Name}";
    }

    static bool IsNoName(HeapEdge edge) => edge.HasName("__proto__"u8) || edge.HasName("this"u8) || edge.Graph.Strings.StartsWith(edge.NameOrIndex, "<symbol"u8);

    static bool IsPart(HeapNode node) => node.IsStore() || node.Type is NodeType.Code or NodeType.ObjectShape;
}
