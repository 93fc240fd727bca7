using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>locations</c> section: where functions and constructors stand in their scripts.</summary>
static class LocationSection
{
    internal static void Read(ByteCursor cursor, SnapshotHeader header, HeapGraphBuilder graph)
    {
        if (header.LocationFields == 0 || header.LocationObject < 0 || header.LocationScript < 0 || header.LocationLine < 0 || header.LocationColumn < 0)
        {
            JsonValues.Skip(cursor);
            return;
        }
        cursor.Expect((byte)'[', "'['");
        var scanner = new NumberScanner(cursor);
        var batch = new long[header.LocationFields * 1024];
        long before = 0;
        while (!scanner.AtEnd)
        {
            int count = scanner.Read(batch);
            if (count % header.LocationFields != 0)
                Throw.IncompleteRecord(cursor.Section, header.LocationFields, cursor.Offset);
            for (int i = 0; i < count; i += header.LocationFields)
            {
                ReadOnlySpan<long> record = batch.AsSpan(i, header.LocationFields);
                long node = record[header.LocationObject] / header.NodeFields;
                if (node >= graph.NodeCount)
                    Throw.FieldOutOfRange("location", before + (i / header.LocationFields), "object_index", node, graph.NodeCount);
                graph.SetLocation(new((int)node), new(Int(record[header.LocationScript]), Int(record[header.LocationLine]), Int(record[header.LocationColumn])));
            }
            before += count / header.LocationFields;
        }
    }

    static int Int(long value) => (int)Math.Min(value, int.MaxValue);
}
