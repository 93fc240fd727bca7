using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>Groups of nodes with equal values: how many each has, and their sizes. They stand in the order of their first nodes.</summary>
sealed class GroupTable
{
    readonly Reader[] columns;

    GroupTable(int count, Reader[] columns) => (Count, this.columns) = (count, columns);

    /// <summary>Number of groups.</summary>
    internal int Count { get; }

    /// <summary>The values of a column: those of the keys first, then count, shallow and retained.</summary>
    internal Reader this[int column] => columns[column];

    /// <summary>Groups nodes, or edges, which are only counted.</summary>
    /// <param name="heap">The heap of the nodes; <see langword="null"/> for edges.</param>
    /// <param name="rows">The nodes or edges.</param>
    /// <param name="by">What is equal in a group.</param>
    /// <param name="cancel">Stops it.</param>
    internal static GroupTable Build(IndexedHeap? heap, RowSet rows, ImmutableArray<Reader> by, CancellationToken cancel)
    {
        (int[] groupOf, int count, List<long[]> keys) = Assign(rows, by, cancel);
        if (by.IsEmpty)
            count = 1;
        IEnumerable<Reader> keyReaders = by.Select((reader, i) => new StoredReader(reader, keys[i]));
        if (heap is null)
        {
            var counts = new long[count];
            foreach (int group in groupOf)
                counts[group]++;
            return new(count, [.. keyReaders, new NumberReader(QueryUnit.Count, group => counts[group])]);
        }
        var sums = new GroupSums(heap, rows, groupOf, count);
        return new(count,
        [
            .. keyReaders,
            new NumberReader(QueryUnit.Count, group => sums.Count[group]),
            new NumberReader(QueryUnit.Bytes, group => sums.Shallow[group]),
            new NumberReader(QueryUnit.Bytes, group => sums.Retained[group]),
        ]);
    }

    /// <summary>A table of one row that says how many rows there are.</summary>
    internal static GroupTable OfCount(int rows) => new(1, [new NumberReader(QueryUnit.Count, _ => rows)]);

    /// <summary>One row for each combination of values: the first in an order, or as they stand without one.</summary>
    internal static RowSet Distinct(RowSet rows, ImmutableArray<Reader> by, Comparison<int>? order, CancellationToken cancel)
    {
        (int[] groupOf, int count, _) = Assign(rows, by, cancel);
        var chosen = new int[count];
        int next = 0;
        for (int place = 0; place < rows.Count; place++)
        {
            int row = rows[place];
            ref int best = ref chosen[groupOf[place]];
            if (groupOf[place] == next)
                next++;
            else if (order is null || order(row, best) > 0)
                continue;
            best = row;
        }
        return RowSet.Of(rows.Count == 0 ? [] : chosen);
    }

    // Group of each row, numbered as they come, and for each field the key of every group.
    static (int[] GroupOf, int Count, List<long[]> Keys) Assign(RowSet rows, ImmutableArray<Reader> by, CancellationToken cancel)
    {
        var groupOf = new int[rows.Count];
        int count = 1;
        var keys = new List<long[]>();
        foreach (Reader reader in by)
        {
            long[] rowKeys = rows.Keys(reader, cancel);
            Unify(reader, rowKeys);
            count = Split(groupOf, count, rowKeys, reader.KeyLimit, keys);
        }
        return (groupOf, count, keys);
    }

    static void Unify(Reader reader, long[] keys)
    {
        if (keys.Length == 0 || reader.Aliases(keys.Distinct()) is not { Count: > 0 } aliases)
            return;
        foreach (ref long key in keys.AsSpan())
            key = aliases.GetValueOrDefault(key, key);
    }

    // Splits each group by one more key; the keys of the fields before are carried over to the new groups.
    static int Split(int[] groupOf, int count, long[] rowKeys, int limit, List<long[]> keys)
    {
        bool isDense = count == 1 && limit > 0 && limit <= (4L * rowKeys.Length) + 4096;
        int[] dense = isDense ? new int[limit] : [];
        var known = new Dictionary<(int, long), int>();
        var parents = new List<int>();
        var own = new List<long>();
        for (int i = 0; i < groupOf.Length; i++)
        {
            long key = rowKeys[i];
            ref int number = ref (ulong)key < (ulong)dense.Length ? ref dense[key] : ref CollectionsMarshal.GetValueRefOrAddDefault(known, (groupOf[i], key), out _);
            if (number == 0)
            {
                parents.Add(groupOf[i]);
                own.Add(key);
                number = own.Count;
            }
            groupOf[i] = number - 1;
        }
        for (int field = 0; field < keys.Count; field++)
        {
            long[] before = keys[field];
            keys[field] = [.. parents.Select(parent => before[parent])];
        }
        keys.Add([.. own]);
        return own.Count;
    }
}
