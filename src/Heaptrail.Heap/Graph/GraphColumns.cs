namespace Heaptrail.Heap.Graph;

/// <summary>The columns of a graph while they are filled by position, by several threads at once.</summary>
sealed class GraphColumns
{
    internal GraphColumns(int nodes, int edges)
    {
        TraceIds = new(nodes);
        NodeTypes = GC.AllocateUninitializedArray<NodeType>(nodes);
        NodeNames = GC.AllocateUninitializedArray<int>(nodes);
        NodeIds = GC.AllocateUninitializedArray<uint>(nodes);
        SelfSizes = GC.AllocateUninitializedArray<uint>(nodes);
        FirstEdge = GC.AllocateUninitializedArray<int>(nodes + 1);
        FirstEdge[0] = 0;
        EdgeTypes = GC.AllocateUninitializedArray<EdgeType>(edges);
        EdgeNames = GC.AllocateUninitializedArray<int>(edges);
        EdgeTargets = GC.AllocateUninitializedArray<int>(edges);
    }

    internal TraceIdColumn TraceIds { get; }
    internal NodeType[] NodeTypes { get; }
    internal int[] NodeNames { get; }
    internal uint[] NodeIds { get; }
    internal uint[] SelfSizes { get; }
    internal int[] FirstEdge { get; }
    internal EdgeType[] EdgeTypes { get; }
    internal int[] EdgeNames { get; }
    internal int[] EdgeTargets { get; }
    internal Dictionary<int, long> LargeSizes { get; } = [];
    internal Dictionary<int, byte> Detachedness { get; } = [];

    /// <summary>Highest name of a node: one comparison instead of one per node when the strings are known.</summary>
    internal int HighestName { get; set; }

    /// <summary>Highest name of an edge that is no index.</summary>
    internal uint HighestEdgeName { get; set; }

    internal void SetSelfSize(int node, ulong size)
    {
        SelfSizes[node] = (uint)Math.Min(size, uint.MaxValue);
        if (size >= uint.MaxValue)
            LargeSizes[node] = (long)size;
    }
}
