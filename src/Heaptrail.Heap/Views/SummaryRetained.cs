using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What the rows of a summary retain: the sum over the objects of a row without those that another object of the row dominates already.
/// Each node has the rows that are above it in the dominator tree, as a list that it shares with most nodes around it.
/// </summary>
sealed class SummaryRetained
{
    const int ExtensionBits = 14;

    // As far ahead as it takes a value to come from memory.
    const int Ahead = 16;

    readonly long[] bytes;
    readonly ColumnMemory memory;
    readonly Extension[] extensions = new Extension[1 << ExtensionBits];
    // The lists: each entry has a row and the entry that comes behind it. Entry 0 is the empty list.
    int[] rows = new int[1 << 16];
    int[] nexts = new int[1 << 16];
    int count = 1;

    internal SummaryRetained(int rowCount, ColumnMemory memory)
    {
        this.memory = memory;
        bytes = new long[rowCount];
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
            if (place + Ahead < order.Length)
            {
                int next = order[place + Ahead];
                Prefetch.Of(rowOf, next);
                Prefetch.Of(dominators, next);
                Prefetch.Of(sizes, next);
            }
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
        int[] rows = this.rows;
        int[] nexts = this.nexts;
        while (list > 0)
        {
            if (rows[list] == row)
                return true;
            list = nexts[list];
        }
        return false;
    }

    // The list with one row more. Most nodes need one that was made for another node not long ago.
    int With(int list, int row)
    {
        ulong key = ((ulong)(uint)list << 32) | (uint)row;
        ref Extension known = ref extensions[(int)((key * 0x9E3779B97F4A7C15) >> (64 - ExtensionBits))];
        if (known.List != 0 && known.Key == key)
            return known.List;
        if (count == rows.Length)
        {
            Array.Resize(ref rows, count * 2);
            Array.Resize(ref nexts, count * 2);
        }
        rows[count] = row;
        nexts[count] = list;
        known = new() { Key = key, List = count };
        return count++;
    }

    struct Extension
    {
        internal ulong Key;
        internal int List;
    }
}
