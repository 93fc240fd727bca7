namespace Heaptrail.Heap.Query;

/// <summary>Rows by number: all from 0 on, or a list of some. Work on many rows is shared among the processors.</summary>
sealed class RowSet
{
    const int ChunkSize = 1 << 15;

    readonly int[]? list;

    RowSet(int[]? list, int count) => (this.list, Count) = (list, count);

    internal static RowSet All(int count) => new(null, count);

    internal static RowSet Of(int[] rows) => new(rows, rows.Length);

    internal int Count { get; }

    internal int this[int place] => list is null ? place : list[place];

    /// <summary>The rows that pass a test, in the same order.</summary>
    internal RowSet Where(Func<int, bool> test, CancellationToken cancel)
    {
        var parts = new int[(Count + ChunkSize - 1) / ChunkSize][];
        ForEachChunk((chunk, begin, end) =>
        {
            var passed = new List<int>();
            for (int place = begin; place < end; place++)
            {
                int row = this[place];
                if (test(row))
                    passed.Add(row);
            }
            parts[chunk] = [.. passed];
        }, cancel);
        var rows = new int[parts.Sum(part => part.Length)];
        int at = 0;
        foreach (int[] part in parts)
        {
            part.CopyTo(rows, at);
            at += part.Length;
        }
        return Of(rows);
    }

    /// <summary>The keys of a reader, one for each row.</summary>
    internal long[] Keys(Reader reader, CancellationToken cancel)
    {
        long[] keys = GC.AllocateUninitializedArray<long>(Count);
        ForEachChunk((_, begin, end) =>
        {
            for (int place = begin; place < end; place++)
                keys[place] = reader.KeyOf(this[place]);
        }, cancel);
        return keys;
    }

    void ForEachChunk(Action<int, int, int> work, CancellationToken cancel)
    {
        int chunks = (Count + ChunkSize - 1) / ChunkSize;
        if (chunks == 1)
        {
            work(0, 0, Count);
            return;
        }
        Parallel.For(0, chunks, new ParallelOptions { CancellationToken = cancel }, chunk => work(chunk, chunk * ChunkSize, (int)Math.Min(Count, (chunk + 1L) * ChunkSize)));
    }
}
