using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>nodes</c> section: records of numbers to columns.</summary>
static class NodeSection
{
    const int RecordsPerBatch = 1024;

    internal static void Read(ByteCursor cursor, SnapshotHeader header, HeapGraphBuilder graph, SnapshotLimits limits)
    {
        cursor.Expect((byte)'[', "'['");
        var scanner = new NumberScanner(cursor);
        int fields = header.NodeFields;
        var batch = new long[fields * RecordsPerBatch];
        while (!scanner.AtEnd)
        {
            int count = scanner.Read(batch);
            if (count % fields != 0)
                Throw.IncompleteRecord(cursor.Section, fields, cursor.Offset);
            if (graph.NodeCount + (count / fields) > limits.MaxNodes)
                Throw.LimitExceeded("nodes", graph.NodeCount + (count / fields), limits.MaxNodes);
            for (int i = 0; i < count; i += fields)
                Add(batch.AsSpan(i, fields), header, graph, limits);
        }
    }

    static void Add(ReadOnlySpan<long> record, SnapshotHeader header, HeapGraphBuilder graph, SnapshotLimits limits)
    {
        long type = record[header.NodeType];
        long name = record[header.NodeName];
        long id = record[header.NodeId];
        long edges = record[header.NodeEdgeCount];
        if ((ulong)type >= (ulong)header.NodeTypes.Length)
            Throw.FieldOutOfRange("node", graph.NodeCount, "type", type, header.NodeTypes.Length);
        if (name > int.MaxValue)
            Throw.FieldOutOfRange("node", graph.NodeCount, "name", name, 1L << 31);
        if (id > uint.MaxValue)
            Throw.FieldOutOfRange("node", graph.NodeCount, "id", id, 1L << 32);
        if (edges > limits.MaxEdges - graph.PromisedEdges)
            Throw.LimitExceeded("edges", graph.PromisedEdges + edges, limits.MaxEdges);
        NodeIndex node = graph.AddNode(header.NodeTypes[type], (int)name, (uint)id, record[header.NodeSelfSize], (int)edges);
        if (header.NodeDetachedness >= 0 && record[header.NodeDetachedness] != 0)
            graph.SetDetachedness(node, (byte)Math.Min(record[header.NodeDetachedness], byte.MaxValue));
        if (header.NodeTraceId >= 0 && record[header.NodeTraceId] is > 0 and <= uint.MaxValue and var trace)
            graph.TraceIds.Set(node.Value, (uint)trace);
    }
}
