using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Retained sizes: what would be freed if a node went away, the sum of shallow sizes over its part of the dominator tree.</summary>
public sealed class RetainedSizes : IDisposable
{
    internal RetainedSizes(SizeColumn sizes) => Column = sizes;

    internal SizeColumn Column { get; }

    /// <summary>Retained size of a node in bytes.</summary>
    public long this[NodeIndex node] => Column[node];

    internal static RetainedSizes Build(DominatorTree dominators, SizeColumn shallow, ColumnMemory memory)
    {
        ReadOnlySpan<int> order = dominators.Preorder.Span;
        ReadOnlySpan<int> dominator = dominators.Dominators.Span;
        SizeColumn sizes = shallow.Copy(memory);
        for (int i = order.Length - 1; i > 0; i--)
            sizes[dominator[order[i]]] += sizes[order[i]];
        return new(sizes);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Column.Dispose();
}
