using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// The only graph that can change. Nodes are added in order, then edges in order of their nodes; <see cref="Build"/> checks that
/// they fit together. Capacities are hints; the columns grow as needed.
/// </summary>
public sealed class HeapGraphBuilder
{
    NodeType[] nodeTypes;
    int[] nodeNames;
    uint[] nodeIds;
    uint[] selfSizes;
    int[] firstEdge;
    EdgeType[] edgeTypes;
    int[] edgeNames;
    int[] edgeTargets;
    readonly Dictionary<int, long> largeSizes = [];
    readonly Dictionary<int, byte> detachedness = [];
    readonly List<int> locatedNodes = [];
    readonly List<ObjectLocation> locations = [];
    long promisedEdges;

    /// <summary>Starts an empty graph.</summary>
    /// <param name="nodeCapacity">Nodes to expect.</param>
    /// <param name="edgeCapacity">Edges to expect.</param>
    public HeapGraphBuilder(int nodeCapacity = 0, int edgeCapacity = 0)
    {
        nodeTypes = new NodeType[nodeCapacity];
        nodeNames = new int[nodeCapacity];
        nodeIds = new uint[nodeCapacity];
        selfSizes = new uint[nodeCapacity];
        firstEdge = new int[nodeCapacity + 1];
        edgeTypes = new EdgeType[edgeCapacity];
        edgeNames = new int[edgeCapacity];
        edgeTargets = new int[edgeCapacity];
    }

    /// <summary>Takes columns that are filled already.</summary>
    internal HeapGraphBuilder(GraphColumns columns)
    {
        nodeTypes = columns.NodeTypes;
        nodeNames = columns.NodeNames;
        nodeIds = columns.NodeIds;
        selfSizes = columns.SelfSizes;
        firstEdge = columns.FirstEdge;
        edgeTypes = columns.EdgeTypes;
        edgeNames = columns.EdgeNames;
        edgeTargets = columns.EdgeTargets;
        largeSizes = columns.LargeSizes;
        detachedness = columns.Detachedness;
        TraceIds = columns.TraceIds;
        NodeCount = nodeTypes.Length;
        EdgeCount = edgeTypes.Length;
        promisedEdges = firstEdge[^1];
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
    internal TraceIdColumn TraceIds { get; } = new();

    /// <summary>What was recorded before the snapshot.</summary>
    internal AllocationRecording? Recording { get; set; }

    /// <summary>Adds a node.</summary>
    /// <param name="type">Kind.</param>
    /// <param name="name">Index into the strings.</param>
    /// <param name="id">V8's object id.</param>
    /// <param name="selfSize">Size in bytes.</param>
    /// <param name="edgeCount">Edges that will follow for this node.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NodeIndex AddNode(NodeType type, int name, uint id, long selfSize, int edgeCount)
    {
        int node = NodeCount;
        if (node >= nodeTypes.Length)
            GrowNodes();
        nodeTypes[node] = type;
        nodeNames[node] = name;
        nodeIds[node] = id;
        selfSizes[node] = (uint)Math.Min(selfSize, uint.MaxValue);
        if (selfSize >= uint.MaxValue)
            largeSizes[node] = selfSize;
        promisedEdges += edgeCount;
        firstEdge[node + 1] = unchecked((int)promisedEdges);
        NodeCount = node + 1;
        return new(node);
    }

    /// <summary>Adds the next edge of the node whose turn it is.</summary>
    /// <param name="type">Kind.</param>
    /// <param name="nameOrIndex">Index into the strings, or the element's index.</param>
    /// <param name="target">Ordinal of the node it leads to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddEdge(EdgeType type, int nameOrIndex, int target)
    {
        int edge = EdgeCount;
        if (edge >= edgeTypes.Length)
            GrowEdges();
        edgeTypes[edge] = type;
        edgeNames[edge] = nameOrIndex;
        edgeTargets[edge] = target;
        EdgeCount = edge + 1;
    }

    /// <summary>Marks a node as attached (1) or detached (2) in the embedder's tree.</summary>
    public void SetDetachedness(NodeIndex node, byte state) => detachedness[node.Value] = state;

    /// <summary>Says where a node's function or constructor is declared.</summary>
    public void SetLocation(NodeIndex node, ObjectLocation location)
    {
        locatedNodes.Add(node.Value);
        locations.Add(location);
    }

    /// <summary>Makes the graph; the builder must not be used afterwards.</summary>
    /// <param name="strings">The strings that names point into.</param>
    /// <exception cref="InvalidOperationException">The promised and the added edges differ.</exception>
    public HeapGraph Build(StringTable strings)
    {
        if (promisedEdges != EdgeCount)
            throw new InvalidOperationException($"nodes promise {promisedEdges} edges, {EdgeCount} were added");
        Trim(ref nodeTypes, NodeCount);
        Trim(ref nodeNames, NodeCount);
        Trim(ref nodeIds, NodeCount);
        Trim(ref selfSizes, NodeCount);
        Trim(ref firstEdge, NodeCount + 1);
        Trim(ref edgeTypes, EdgeCount);
        Trim(ref edgeNames, EdgeCount);
        Trim(ref edgeTargets, EdgeCount);
        return new()
        {
            NodeTypes = nodeTypes,
            NodeNames = nodeNames,
            NodeIds = nodeIds,
            SelfSizes = new(selfSizes, largeSizes),
            FirstEdge = firstEdge,
            EdgeTypes = edgeTypes,
            EdgeNames = edgeNames,
            EdgeTargets = edgeTargets,
            Strings = strings,
            UnknownTypeNames = UnknownTypeNames,
            Locations = new(NodeCount, locatedNodes, locations),
            Detachedness = detachedness,
            ExtraNativeBytes = ExtraNativeBytes,
            Recording = Recording,
        };
    }

    static void Trim<T>(ref T[] column, int count)
    {
        if (column.Length != count)
            Array.Resize(ref column, count);
    }

    void GrowNodes()
    {
        int capacity = Grown(nodeTypes.Length);
        Array.Resize(ref nodeTypes, capacity);
        Array.Resize(ref nodeNames, capacity);
        Array.Resize(ref nodeIds, capacity);
        Array.Resize(ref selfSizes, capacity);
        Array.Resize(ref firstEdge, capacity + 1);
    }

    void GrowEdges()
    {
        int capacity = Grown(edgeTypes.Length);
        Array.Resize(ref edgeTypes, capacity);
        Array.Resize(ref edgeNames, capacity);
        Array.Resize(ref edgeTargets, capacity);
    }

    static int Grown(int capacity) => (int)Math.Min(Array.MaxLength - 1, Math.Max(1024L, capacity * 2L));
}
