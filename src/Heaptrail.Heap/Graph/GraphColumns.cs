namespace Heaptrail.Heap.Graph;

/// <summary>The columns of a graph while they are filled by position, by several threads at once.</summary>
sealed class GraphColumns
{
    internal GraphColumns(int nodes, int edges)
    {
        NodeTypes = BigArray.Uninitialized<NodeType>(nodes);
        NodeNames = BigArray.Uninitialized<int>(nodes);
        NodeIds = BigArray.Uninitialized<uint>(nodes);
        SelfSizes = BigArray.Uninitialized<uint>(nodes);
        FirstEdge = BigArray.Uninitialized<int>(nodes + 1);
        FirstEdge[0] = 0;
        EdgeTypes = BigArray.Uninitialized<EdgeType>(edges);
        EdgeNames = BigArray.Uninitialized<int>(edges);
        EdgeTargets = BigArray.Uninitialized<int>(edges);
    }

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
