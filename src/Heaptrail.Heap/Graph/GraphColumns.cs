namespace Heaptrail.Heap.Graph;

/// <summary>The columns of a graph while they are filled, by position and by several threads at once, or one after the other.</summary>
sealed class GraphColumns
{
    internal GraphColumns(int nodes, int edges, ColumnMemory memory)
    {
        Memory = memory;
        TraceIds = new(nodes);
        NodeTypes = memory.Allocate<NodeType>(nodes);
        NodeNames = memory.Allocate<int>(nodes);
        NodeIds = memory.Allocate<uint>(nodes);
        SelfSizes = memory.Allocate<uint>(nodes);
        FirstEdge = memory.Allocate<int>(nodes + 1);
        FirstEdge[0] = 0;
        EdgeLabels = memory.Allocate<uint>(edges);
        EdgeTargets = memory.Allocate<uint>(edges);
    }

    /// <summary>Where they get their memory.</summary>
    internal ColumnMemory Memory { get; }

    internal TraceIdColumn TraceIds { get; }
    internal Column<NodeType> NodeTypes { get; }
    internal Column<int> NodeNames { get; }
    internal Column<uint> NodeIds { get; }
    internal Column<uint> SelfSizes { get; }
    internal Column<int> FirstEdge { get; }
    internal Column<uint> EdgeLabels { get; }
    internal Column<uint> EdgeTargets { get; }
    internal Dictionary<int, long> LargeSizes { get; } = [];
    internal Dictionary<int, uint> LargeNames { get; } = [];
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

    internal void SetEdge(int edge, EdgeType type, uint name, int target)
    {
        EdgeLabels[edge] = PackedEdge.Label(type, name);
        if (name >= PackedEdge.LargeName)
            LargeNames[edge] = name;
        EdgeTargets[edge] = PackedEdge.Target(type, target);
    }

    internal void ResizeNodes(int nodes)
    {
        NodeTypes.Resize(nodes);
        NodeNames.Resize(nodes);
        NodeIds.Resize(nodes);
        SelfSizes.Resize(nodes);
        FirstEdge.Resize(nodes + 1);
    }

    internal void ResizeEdges(int edges)
    {
        EdgeLabels.Resize(edges);
        EdgeTargets.Resize(edges);
    }

    /// <summary>Gives the memory back; only for columns that became no graph.</summary>
    internal void Discard()
    {
        NodeTypes.Dispose();
        NodeNames.Dispose();
        NodeIds.Dispose();
        SelfSizes.Dispose();
        FirstEdge.Dispose();
        EdgeLabels.Dispose();
        EdgeTargets.Dispose();
    }
}
