using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What the rows of a summary retain: the sum over the objects of a row without those that another object of the row dominates already.
/// Each node has the rows that are above it in the dominator tree, as a list that it shares with most nodes around it.
/// </summary>
sealed class SummaryRetained : IDisposable
{
    const int ExtensionBits = 14;

    readonly long[] bytes;
    readonly ColumnMemory memory;
    readonly Column<OpenRows> lists = Column<OpenRows>.Allocate(1 << 16);
    readonly Extension[] extensions = new Extension[1 << ExtensionBits];
    int count = 1;

    internal SummaryRetained(int rows, ColumnMemory memory)
    {
        this.memory = memory;
        bytes = new long[rows];
        lists[0] = new() { Row = -1 };
        Array.Fill(extensions, new() { Key = ulong.MaxValue });
    }

    /// <summary>Bytes of each row.</summary>
    internal long[] Sum(ReadOnlySpan<int> rowOf, DominatorTree tree, SizeColumn retained)
    {
        ReadOnlySpan<int> order = tree.Preorder.Span;
        ReadOnlySpan<int> dominators = tree.Dominators.Span;
        ReadOnlySpan<uint> sizes = retained.Small.Span;
        using Column<int> column = memory.Allocate<int>(rowOf.Length);
        Span<int> above = column.Span;
        for (int place = 0; place < order.Length; place++)
        {
            int node = order[place];
            int list = place == 0 ? 0 : above[dominators[node]];
            int row = rowOf[node];
            if (row >= 0 && !Contains(list, row))
            {
                uint size = sizes[node];
                bytes[row] += size == uint.MaxValue ? retained[node] : size;
                list = With(list, row);
            }
            above[node] = list;
        }
        return bytes;
    }

    bool Contains(int list, int row)
    {
        ReadOnlySpan<OpenRows> all = lists.Span;
        while (list > 0)
        {
            ref readonly OpenRows open = ref all[list];
            if (open.Row == row)
                return true;
            list = open.Next;
        }
        return false;
    }

    // The list with one row more. Most nodes need one that was made for another node not long ago.
    int With(int list, int row)
    {
        ulong key = ((ulong)(uint)list << 32) | (uint)row;
        ref Extension known = ref extensions[(int)((key * 0x9E3779B97F4A7C15) >> (64 - ExtensionBits))];
        if (known.Key == key)
            return known.List;
        if (count == lists.Length)
            lists.Resize(count * 2);
        lists[count] = new() { Row = row, Next = list };
        known = new() { Key = key, List = count };
        return count++;
    }

    public void Dispose() => lists.Dispose();

    struct OpenRows
    {
        internal int Row;
        internal int Next;
    }

    struct Extension
    {
        internal ulong Key;
        internal int List;
    }
}
