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
        var records = new RecordScanner(cursor, header.LocationFields);
        while (records.Read())
        {
            for (int i = 0; i < records.Count; i++)
                Add(records, i, header, graph);
        }
    }

    static void Add(RecordScanner records, int i, SnapshotHeader header, HeapGraphBuilder graph)
    {
        ReadOnlySpan<long> record = records[i];
        long position = record[header.LocationObject];
        (long node, long rest) = Math.DivRem(position, header.NodeFields);
        if (rest != 0)
            Throw.NotANode("location", records.Before + i, "object_index", position, header.NodeFields, records.OffsetOf(i, header.LocationObject));
        if (node >= graph.NodeCount)
            Throw.FieldOutOfRange("location", records.Before + i, "object_index", node, graph.NodeCount, records.OffsetOf(i, header.LocationObject));
        graph.SetLocation(new((int)node), new(Int(record[header.LocationScript]), Int(record[header.LocationLine]), Int(record[header.LocationColumn])));
    }

    static int Int(long value) => (int)Math.Min(value, int.MaxValue);
}
