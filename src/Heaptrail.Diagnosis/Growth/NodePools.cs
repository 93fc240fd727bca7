using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Pools in which Node.js keeps things to use again, up to a number that is part of Node.js: the parsers of HTTP, 1,000 of them
/// (lib/internal/freelist.js, lib/_http_common.js). A busier moment than all before fills one a little more, in any round.
/// </summary>
sealed class NodePools(IndexedHeap heap)
{
    /// <summary>Whether what grows is such a pool.</summary>
    internal bool Has(LeakCandidate candidate)
    {
        if (IsPool(heap.Graph[candidate.Holder]))
            return true;
        foreach (HeapEdge edge in heap.Retainers[candidate.Holder])
        {
            if (edge.Type == EdgeType.Property && edge.Name == "list" && IsPool(heap.Graph[heap.Graph.SourceOf(edge.Index)]))
                return true;
        }
        return false;
    }

    /// <summary>What the report says of it.</summary>
    internal Dismissal Dismiss(LeakCandidate candidate) => new(
        $"{Counts.Of(candidate.Unit.Added, Phrases.Thing(heap.Classes.NameOf(candidate.UnitClass)))} in a pool of Node.js",
        "Node.js keeps them to use them again, and the number is limited",
        candidate.AddedBytes);

    static bool IsPool(HeapNode node) =>
        node.HasName("FreeList"u8)
        && node.Follow(EdgeType.Property, "ctor"u8)?.Type == NodeType.Closure
        && node.Follow(EdgeType.Property, "name"u8)?.Type == NodeType.String;
}
