namespace Heaptrail.Heap.Graph;

/// <summary>
/// The only graph that can change. Nodes are added in order, then edges in order of their nodes; <see cref="Build"/> checks that
/// they fit together. Capacities are hints; the columns grow as needed.
/// </summary>
public sealed class HeapGraphBuilder
{
    readonly GraphColumns columns;
    readonly List<int> locatedNodes = [];
    readonly List<ObjectLocation> locations = [];
    LocationTable? locationTable;
    long promisedEdges;

    /// <summary>Starts an empty graph.</summary>
    /// <param name="nodeCapacity">Nodes to expect.</param>
    /// <param name="edgeCapacity">Edges to expect.</param>
    public HeapGraphBuilder(int nodeCapacity = 0, int edgeCapacity = 0) => columns = new(nodeCapacity, edgeCapacity, ColumnMemory.Native);

    /// <summary>Takes columns that are filled already.</summary>
    internal HeapGraphBuilder(GraphColumns columns)
    {
        this.columns = columns;
        NodeCount = columns.NodeTypes.Length;
        EdgeCount = columns.EdgeLabels.Length;
        promisedEdges = columns.FirstEdge[NodeCount];
    }

    /// <summary>Nodes added.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Edges added.</summary>
    public int EdgeCount { get; private set; }

    /// <summary>Edges that the nodes added so far promise to have.</summary>
    public long PromisedEdges => promisedEdges;

    /// <summary>Names of node types from <see cref="NodeType.FirstUnknown"/> on.</summary>
    public string[] UnknownTypeNames { get; set; } = [];

    /// <summary>Native bytes of the embedder that belong to no node.</summary>
    public long ExtraNativeBytes { get; set; }

    /// <summary>Stacks of the nodes, while they are read.</summary>
    internal TraceIdColumn TraceIds => columns.TraceIds;

    /// <summary>What was recorded before the snapshot.</summary>
    internal AllocationRecording? Recording { get; set; }

    /// <summary>Adds a node.</summary>
    /// <param name="type">Kind.</param>
    /// <param name="name">Index into the strings.</param>
    /// <param name="id">V8's object id.</param>
    /// <param name="selfSize">Size in bytes.</param>
    /// <param name="edgeCount">Edges that will follow for this node.</param>
    public NodeIndex AddNode(NodeType type, int name, uint id, long selfSize, int edgeCount)
    {
        int node = NodeCount;
        if (node >= columns.NodeTypes.Length)
            columns.ResizeNodes(Grown(node, PackedEdge.MaxNodes));
        columns.NodeTypes[node] = type;
        columns.NodeNames[node] = name;
        columns.NodeIds[node] = id;
        columns.SetSelfSize(node, (ulong)selfSize);
        promisedEdges += edgeCount;
        columns.FirstEdge[node + 1] = unchecked((int)promisedEdges);
        NodeCount = node + 1;
        return new(node);
    }

    /// <summary>Adds the next edge of the node whose turn it is.</summary>
    /// <param name="type">Kind.</param>
    /// <param name="nameOrIndex">Index into the strings, or the element's index.</param>
    /// <param name="target">Ordinal of the node it leads to.</param>
    public void AddEdge(EdgeType type, int nameOrIndex, int target)
    {
        int edge = EdgeCount;
        if (edge >= columns.EdgeLabels.Length)
            columns.ResizeEdges(Grown(edge, Array.MaxLength));
        columns.SetEdge(edge, type, unchecked((uint)nameOrIndex), target);
        EdgeCount = edge + 1;
    }

    /// <summary>Marks a node as attached (1) or detached (2) in the embedder's tree.</summary>
    public void SetDetachedness(NodeIndex node, byte state) => columns.Detachedness[node.Value] = state;

    /// <summary>Says where a node's function or constructor is declared.</summary>
    public void SetLocation(NodeIndex node, ObjectLocation location)
    {
        locatedNodes.Add(node.Value);
        locations.Add(location);
    }

    /// <summary>Takes all positions at once.</summary>
    internal void SetLocations(LocationTable table) => locationTable = table;

    /// <summary>Makes the graph, which owns the columns; the builder must not be used afterwards.</summary>
    /// <param name="strings">The strings that names point into; the graph owns them too.</param>
    /// <exception cref="InvalidOperationException">The promised and the added edges differ.</exception>
    public HeapGraph Build(StringTable strings)
    {
        if (promisedEdges != EdgeCount)
            throw new InvalidOperationException($"nodes promise {promisedEdges} edges, {EdgeCount} were added");
        columns.ResizeNodes(NodeCount);
        columns.ResizeEdges(EdgeCount);
        // From the root a shortcut is as good as any other edge: it leads to the user's globals.
        for (int edge = 0; NodeCount > 0 && edge < columns.FirstEdge[1]; edge++)
            columns.EdgeTargets[edge] &= ~PackedEdge.Inessential;
        return new()
        {
            NodeTypes = columns.NodeTypes,
            NodeNames = columns.NodeNames,
            NodeIds = columns.NodeIds,
            SelfSizes = new(columns.SelfSizes, columns.LargeSizes),
            FirstEdge = columns.FirstEdge,
            EdgeLabels = columns.EdgeLabels,
            EdgeTargets = columns.EdgeTargets,
            LargeNames = columns.LargeNames,
            Strings = strings,
            UnknownTypeNames = UnknownTypeNames,
            Locations = locationTable ?? new(NodeCount, locatedNodes, locations),
            Detachedness = columns.Detachedness,
            ExtraNativeBytes = ExtraNativeBytes,
            Recording = Recording,
            Memory = columns.Memory,
        };
    }

    /// <summary>Gives the memory back; only for a builder that made no graph.</summary>
    internal void Discard() => columns.Discard();

    static int Grown(int count, int most) => (int)Math.Min(most, Math.Max(1024L, count * 2L));
}
