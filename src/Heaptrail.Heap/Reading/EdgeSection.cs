using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>edges</c> section. An edge's target is written as a position in the flat array of nodes.</summary>
static class EdgeSection
{
    internal static void Read(ByteCursor cursor, SnapshotHeader header, HeapGraphBuilder graph, SnapshotLimits limits)
    {
        var records = new RecordScanner(cursor, header.EdgeFields);
        while (records.Read())
        {
            for (int i = 0; i < records.Count; i++)
            {
                EdgeRecord edge = Check(records, i, header, limits);
                if (edge.Target >= graph.NodeCount)
                    Throw.FieldOutOfRange("edge", graph.EdgeCount, "target", edge.Target, graph.NodeCount, records.OffsetOf(i, header.EdgeTarget));
                graph.AddEdge(edge.Type, unchecked((int)edge.Name), (int)edge.Target);
            }
        }
    }

    /// <summary>A record whose numbers are in range, but for the target: how many nodes there are is not known here.</summary>
    internal static EdgeRecord Check(RecordScanner records, int i, SnapshotHeader header, SnapshotLimits limits)
    {
        ReadOnlySpan<long> record = records[i];
        long edge = records.Before + i;
        long type = record[header.EdgeType];
        long name = record[header.EdgeName];
        if (edge >= limits.MaxEdges)
            Throw.LimitExceeded("edges", edge + 1, limits.MaxEdges, records.OffsetOf(i, 0));
        if ((ulong)type >= (ulong)header.EdgeTypes.Length)
            Throw.FieldOutOfRange("edge", edge, "type", type, header.EdgeTypes.Length, records.OffsetOf(i, header.EdgeType));
        if (name > uint.MaxValue)
            Throw.FieldOutOfRange("edge", edge, "name_or_index", name, 1L << 32, records.OffsetOf(i, header.EdgeName));
        (long target, long rest) = Math.DivRem(record[header.EdgeTarget], header.NodeFields);
        if (rest != 0)
            Throw.NotANode("edge", edge, "target", record[header.EdgeTarget], header.NodeFields, records.OffsetOf(i, header.EdgeTarget));
        return new(header.EdgeTypes[type], (uint)name, target);
    }
}

/// <summary>One edge of the file.</summary>
readonly record struct EdgeRecord(EdgeType Type, uint Name, long Target);
