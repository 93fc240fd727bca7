namespace Heaptrail.Heap.Query;

/// <summary>An order of rows: by the values of some readers, then by a number of each row. What is missing comes last.</summary>
sealed class RowOrder(IReadOnlyList<(Reader Reader, bool Descending)> keys, Func<int, long> tieOf)
{
    const int LeastRoom = 4096;

    /// <summary>The first rows of the order, in order. Does not sort what does not come near.</summary>
    internal int[] First(RowSet rows, int most)
    {
        int room = (int)Math.Min(rows.Count, Math.Max(2L * most, LeastRoom));
        var best = new int[room];
        int count = 0;
        bool isFull = false;
        for (int place = 0; place < rows.Count; place++)
        {
            int row = rows[place];
            if (isFull && Compare(row, best[most - 1]) > 0)
                continue;
            if (count == room)
            {
                Array.Sort(best, Compare);
                count = most;
                isFull = true;
                if (Compare(row, best[most - 1]) > 0)
                    continue;
            }
            best[count++] = row;
        }
        Array.Sort(best, 0, count, Comparer<int>.Create(Compare));
        return best[..Math.Min(count, most)];
    }

    /// <summary>Which of two rows comes first; none are equal.</summary>
    internal int Compare(int a, int b)
    {
        foreach ((Reader reader, bool descending) in keys)
        {
            long left = reader.KeyOf(a);
            long right = reader.KeyOf(b);
            if (left == right)
                continue;
            if (left == Reader.Missing || right == Reader.Missing)
                return left == Reader.Missing ? 1 : -1;
            int order = reader.Compare(left, right);
            if (order != 0)
                return descending ? -order : order;
        }
        int tie = tieOf(a).CompareTo(tieOf(b));
        return tie != 0 ? tie : a.CompareTo(b);
    }
}
