namespace Heaptrail.Heap.Graph;

/// <summary>The columns of a graph while they are filled, by position and by several threads at once, or one after the other.</summary>
sealed class GraphColumns
{
    const int ManyEdges = 1 << 18;

    internal GraphColumns(int nodes, int edges, ColumnMemory memory)
    {
        Memory = memory;
        TraceIds = new(nodes);
        if (edges < ManyEdges)
        {
            TakeNodes(nodes);
            TakeEdges(edges);
            return;
        }
        // The kernel takes as long for fresh memory as the reader does to fill it.
        Task nodesTaken = Task.Run(() => TakeNodes(nodes));
        TakeEdges(edges);
        nodesTaken.GetAwaiter().GetResult();
    }

    /// <summary>Where they get their memory.</summary>
    internal ColumnMemory Memory { get; }

    internal TraceIdColumn TraceIds { get; }
    internal Column<NodeType> NodeTypes { get; private set; } = Column<NodeType>.Empty;
    internal Column<int> NodeNames { get; private set; } = Column<int>.Empty;
    internal Column<uint> NodeIds { get; private set; } = Column<uint>.Empty;
    internal Column<uint> SelfSizes { get; private set; } = Column<uint>.Empty;
    internal Column<int> FirstEdge { get; private set; } = Column<int>.Empty;
    internal Column<uint> EdgeLabels { get; private set; } = Column<uint>.Empty;
    internal Column<uint> EdgeTargets { get; private set; } = Column<uint>.Empty;
    internal Dictionary<int, long> LargeSizes { get; } = [];
    internal Dictionary<int, uint> LargeNames { get; } = [];
    internal Dictionary<int, byte> Detachedness { get; } = [];

    /// <summary>Highest name of a node: one comparison instead of one per node when the strings are known.</summary>
    internal int HighestName { get; set; }

    /// <summary>Highest name of an edge that is no index.</summary>
    internal uint HighestEdgeName { get; set; }

    void TakeNodes(int nodes)
    {
        NodeTypes = Memory.Allocate<NodeType>(nodes);
        NodeNames = Memory.Allocate<int>(nodes);
        NodeIds = Memory.Allocate<uint>(nodes);
        SelfSizes = Memory.Allocate<uint>(nodes);
        FirstEdge = Memory.Allocate<int>(nodes + 1);
        FirstEdge[0] = 0;
    }

    void TakeEdges(int edges)
    {
        EdgeLabels = Memory.Allocate<uint>(edges);
        EdgeTargets = Memory.Allocate<uint>(edges);
    }

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
