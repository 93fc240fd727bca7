using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The dominators of a node: without any one of them it would be freed.</summary>
public static class DominatorChain
{
    /// <summary>From the immediate dominator up to the root; empty for the root.</summary>
    public static IReadOnlyList<NodeIndex> Of(IndexedHeap heap, NodeIndex node)
    {
        var chain = new List<NodeIndex>();
        while (node != NodeIndex.Root)
        {
            node = heap.Dominators[node];
            chain.Add(node);
        }
        return chain;
    }
}
