using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Retained sizes: what would be freed if a node went away, the sum of shallow sizes over its part of the dominator tree.</summary>
public sealed class RetainedSizes
{
    readonly SizeColumn sizes;

    RetainedSizes(SizeColumn sizes) => this.sizes = sizes;

    /// <summary>Retained size of a node in bytes.</summary>
    public long this[NodeIndex node] => sizes[node];

    internal static RetainedSizes Build(DominatorTree dominators, SizeColumn shallow)
    {
        int[] order = dominators.Preorder;
        ReadOnlySpan<int> dominator = dominators.Dominators;
        SizeColumn sizes = shallow.Copy();
        for (int i = order.Length - 1; i > 0; i--)
            sizes[dominator[order[i]]] += sizes[order[i]];
        return new(sizes);
    }
}
