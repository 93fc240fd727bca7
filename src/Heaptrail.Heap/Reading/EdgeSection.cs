using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>edges</c> section. An edge's target is written as a position in the flat array of nodes.</summary>
static class EdgeSection
{
    const int RecordsPerBatch = 2048;

    internal static void Read(ByteCursor cursor, SnapshotHeader header, HeapGraphBuilder graph, SnapshotLimits limits)
    {
        cursor.Expect((byte)'[', "'['");
        var scanner = new NumberScanner(cursor);
        int fields = header.EdgeFields;
        var batch = new long[fields * RecordsPerBatch];
        while (!scanner.AtEnd)
        {
            int count = scanner.Read(batch);
            if (count % fields != 0)
                Throw.IncompleteRecord(cursor.Section, fields, cursor.Offset);
            if (graph.EdgeCount + (count / fields) > limits.MaxEdges)
                Throw.LimitExceeded("edges", graph.EdgeCount + (count / fields), limits.MaxEdges);
            for (int i = 0; i < count; i += fields)
                Add(batch.AsSpan(i, fields), header, graph);
        }
    }

    static void Add(ReadOnlySpan<long> record, SnapshotHeader header, HeapGraphBuilder graph)
    {
        long type = record[header.EdgeType];
        long name = record[header.EdgeName];
        long target = record[header.EdgeTarget];
        if ((ulong)type >= (ulong)header.EdgeTypes.Length)
            Throw.FieldOutOfRange("edge", graph.EdgeCount, "type", type, header.EdgeTypes.Length);
        if (name > uint.MaxValue)
            Throw.FieldOutOfRange("edge", graph.EdgeCount, "name_or_index", name, 1L << 32);
        (long node, long rest) = Math.DivRem(target, header.NodeFields);
        if (rest != 0)
            Throw.EdgeTargetNotANode(graph.EdgeCount, target, header.NodeFields);
        if (node >= graph.NodeCount)
            Throw.FieldOutOfRange("edge", graph.EdgeCount, "target", node, graph.NodeCount);
        graph.AddEdge(header.EdgeTypes[type], unchecked((int)(uint)name), (int)node);
    }
}
