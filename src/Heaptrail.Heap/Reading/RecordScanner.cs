namespace Heaptrail.Heap.Reading;

/// <summary>Reads a section that is one flat array of numbers as records of so many numbers each, a batch at a time.</summary>
sealed class RecordScanner
{
    const int NumbersPerBatch = 6144;

    readonly ByteCursor cursor;
    readonly int fields;
    readonly long[] batch;
    NumberScanner numbers;
    bool isBehindLast;

    /// <summary>Starts before the bracket that opens the section.</summary>
    internal RecordScanner(ByteCursor cursor, int fields)
    {
        this.cursor = cursor;
        this.fields = fields;
        cursor.Expect((byte)'[', "'['");
        batch = new long[NumbersPerBatch / fields * fields];
        numbers = new(cursor);
    }

    /// <summary>Complete records of this batch, also when its reading failed.</summary>
    internal int Count => isBehindLast ? 0 : numbers.Count / fields;

    /// <summary>Records of the batches before this one.</summary>
    internal long Before { get; private set; }

    /// <summary>A record of this batch.</summary>
    internal ReadOnlySpan<long> this[int record] => batch.AsSpan(record * fields, fields);

    /// <summary>Where a number of a record of this batch stands in the file.</summary>
    internal long OffsetOf(int record, int field) => numbers.OffsetOf((record * fields) + field);

    /// <summary>Reads the next batch. False behind the last.</summary>
    internal bool Read()
    {
        Before += Count;
        isBehindLast = numbers.AtEnd;
        if (isBehindLast)
            return false;
        if (numbers.Read(batch) % fields != 0)
            Throw.IncompleteRecord(cursor.Section, fields, cursor.Offset - 1);
        return true;
    }
}
