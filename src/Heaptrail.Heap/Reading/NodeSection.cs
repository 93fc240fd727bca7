using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>nodes</c> section: records of numbers to columns.</summary>
static class NodeSection
{
    internal static void Read(ByteCursor cursor, SnapshotHeader header, HeapGraphBuilder graph, SnapshotLimits limits)
    {
        var records = new RecordScanner(cursor, header.NodeFields);
        long bytes = 0;
        while (records.Read())
        {
            for (int i = 0; i < records.Count; i++)
            {
                NodeRecord node = Check(records, i, header, limits, graph.PromisedEdges, ref bytes);
                graph.AddNode(node.Type, node.Name, node.Id, node.SelfSize, node.EdgeCount);
                if (node.Detachedness != 0)
                    graph.SetDetachedness(new(graph.NodeCount - 1), node.Detachedness);
                if (node.TraceId != 0)
                    graph.TraceIds.Set(graph.NodeCount - 1, node.TraceId);
            }
        }
    }

    /// <summary>A record whose numbers are in range.</summary>
    /// <param name="records">The section.</param>
    /// <param name="i">Which record of the batch.</param>
    /// <param name="header">What the numbers mean.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="promised">Edges of all nodes before.</param>
    /// <param name="bytes">Sizes of all nodes before; this one is added.</param>
    internal static NodeRecord Check(RecordScanner records, int i, SnapshotHeader header, SnapshotLimits limits, long promised, ref long bytes)
    {
        ReadOnlySpan<long> record = records[i];
        long node = records.Before + i;
        long type = record[header.NodeType];
        long name = record[header.NodeName];
        long id = record[header.NodeId];
        long size = record[header.NodeSelfSize];
        long edges = record[header.NodeEdgeCount];
        if (node >= limits.MaxNodes)
            Throw.LimitExceeded("nodes", node + 1, limits.MaxNodes, records.OffsetOf(i, 0));
        if ((ulong)type >= (ulong)header.NodeTypes.Length)
            Throw.FieldOutOfRange("node", node, "type", type, header.NodeTypes.Length, records.OffsetOf(i, header.NodeType));
        if (name > int.MaxValue)
            Throw.FieldOutOfRange("node", node, "name", name, 1L << 31, records.OffsetOf(i, header.NodeName));
        if (size > SnapshotLimits.MaxSelfSizes)
            Throw.FieldOutOfRange("node", node, "self_size", size, SnapshotLimits.MaxSelfSizes + 1, records.OffsetOf(i, header.NodeSelfSize));
        bytes += size;
        if (bytes > SnapshotLimits.MaxSelfSizes)
            Throw.TotalTooLarge(node, SnapshotLimits.MaxSelfSizes, records.OffsetOf(i, header.NodeSelfSize));
        if (edges > limits.MaxEdges - promised)
            Throw.LimitExceeded("edges", promised + edges, limits.MaxEdges, records.OffsetOf(i, header.NodeEdgeCount));
        long detachedness = header.NodeDetachedness >= 0 ? record[header.NodeDetachedness] : 0;
        // V8's ids have 32 bits. Julia writes addresses; like Chrome DevTools, their lower half is kept.
        long trace = header.NodeTraceId >= 0 && record[header.NodeTraceId] <= uint.MaxValue ? record[header.NodeTraceId] : 0;
        return new(header.NodeTypes[type], (int)name, unchecked((uint)id), size, (int)edges, (byte)Math.Min(detachedness, byte.MaxValue), (uint)trace);
    }
}

/// <summary>One node of the file.</summary>
readonly record struct NodeRecord(NodeType Type, int Name, uint Id, long SelfSize, int EdgeCount, byte Detachedness, uint TraceId);
