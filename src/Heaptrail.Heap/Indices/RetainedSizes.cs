using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Retained sizes: what would be freed if a node went away, the sum of shallow sizes over its part of the dominator tree.</summary>
public sealed class RetainedSizes : IDisposable
{
    internal RetainedSizes(SizeColumn sizes) => Column = sizes;

    internal SizeColumn Column { get; }

    /// <summary>Retained size of a node in bytes.</summary>
    public long this[NodeIndex node] => Column[node];

    internal static RetainedSizes Build(DominatorTree dominators, SizeColumn shallow, ColumnMemory memory, CancellationToken cancel)
    {
        SizeColumn sizes = shallow.Copy(memory);
        for (int last = dominators.Count - 1; last > 0; last -= Chunks.Size)
        {
            cancel.ThrowIfCancellationRequested();
            SumUp(dominators, last, sizes);
        }
        return new(sizes);
    }

    // One chunk, from the last place of the order downwards.
    static void SumUp(DominatorTree dominators, int last, SizeColumn sizes)
    {
        int stop = Math.Max(0, last - Chunks.Size);
        ReadOnlySpan<int> order = dominators.Preorder.Span;
        ReadOnlySpan<int> dominator = dominators.Dominators.Span;
        Span<uint> column = sizes.Small.Span;
        for (int i = last; i > stop; i--)
            sizes.Add(column, to: dominator[order[i]], from: order[i]);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Column.Dispose();
}
