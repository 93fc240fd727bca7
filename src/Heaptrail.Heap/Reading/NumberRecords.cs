namespace Heaptrail.Heap.Reading;

/// <summary>Reads a section of equal records of unsigned integers, for sections that are small beside nodes and edges.</summary>
static class NumberRecords
{
    const int RecordsPerBatch = 1024;

    internal delegate void RecordReader(ReadOnlySpan<long> record);

    internal static void Read(ByteCursor cursor, int fields, RecordReader onRecord)
    {
        cursor.Expect((byte)'[', "'['");
        var scanner = new NumberScanner(cursor);
        var batch = new long[fields * RecordsPerBatch];
        while (!scanner.AtEnd)
        {
            int count = scanner.Read(batch);
            if (count % fields != 0)
                Throw.IncompleteRecord(cursor.Section, fields, cursor.Offset);
            for (int i = 0; i < count; i += fields)
                onRecord(batch.AsSpan(i, fields));
        }
    }
}
