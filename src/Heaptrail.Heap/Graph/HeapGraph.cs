using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// A heap as an immutable graph in columns: node i has a type, a name, an id and a size, and the edges
/// <c>FirstEdge[i] … FirstEdge[i + 1]</c>. The columns are owned by the graph and were checked when it was built. Large ones lie
/// outside of the garbage collector's heap: dispose the graph to have them back before the process ends.
/// </summary>
public sealed class HeapGraph : IDisposable
{
    internal Column<NodeType> NodeTypes { get; init; } = Column<NodeType>.Empty;
    internal Column<int> NodeNames { get; init; } = Column<int>.Empty;
    internal Column<uint> NodeIds { get; init; } = Column<uint>.Empty;
    internal Column<int> FirstEdge { get; init; } = Column<int>.Empty;
    internal Column<uint> EdgeLabels { get; init; } = Column<uint>.Empty;
    internal Column<uint> EdgeTargets { get; init; } = Column<uint>.Empty;
    internal Dictionary<int, uint> LargeNames { get; init; } = [];
    internal string[] UnknownTypeNames { get; init; } = [];

    /// <summary>Where the columns are, and where those of indices go.</summary>
    internal ColumnMemory Memory { get; init; } = ColumnMemory.Native;

    /// <summary>Where functions and constructors are declared.</summary>
    public required LocationTable Locations { get; init; }

    /// <summary>Nodes that the embedder marked as attached (1) or detached (2), by ordinal; empty in most Node.js snapshots.</summary>
    internal Dictionary<int, byte> Detachedness { get; init; } = [];

    /// <summary>Self sizes in bytes as the file has them, before internal arrays are counted to their owners.</summary>
    public required SizeColumn SelfSizes { get; init; }

    /// <summary>The strings that names point into.</summary>
    public required StringTable Strings { get; init; }

    /// <summary>Native memory of the embedder that belongs to no node, in bytes (V8 13 and newer).</summary>
    public long ExtraNativeBytes { get; init; }

    /// <summary>What V8 recorded about allocations before the snapshot; <see langword="null"/> for an ordinary snapshot.</summary>
    public AllocationRecording? Recording { get; init; }

    /// <summary>Number of nodes.</summary>
    public int NodeCount => NodeTypes.Length;

    /// <summary>Number of edges.</summary>
    public int EdgeCount => EdgeLabels.Length;

    /// <summary>A node to read from.</summary>
    public HeapNode this[NodeIndex node] => new(this, node);

    /// <summary>An edge to read from.</summary>
    public HeapEdge this[EdgeIndex edge] => new(this, edge);

    /// <summary>The file's word for a node type, such as <c>concatenated string</c>.</summary>
    public string TypeName(NodeType type) =>
        type < NodeType.FirstUnknown ? NodeTypeNames.Of(type) : UnknownTypeNames[type - NodeType.FirstUnknown];

    /// <summary>Number of nodes of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Index of the name that they must have; <see langword="null"/> for any.</param>
    public int CountOf(NodeType type, int? name = null)
    {
        ReadOnlySpan<NodeType> types = NodeTypes.Span;
        ReadOnlySpan<int> names = NodeNames.Span;
        int any = name is null ? 1 : 0;
        int wanted = name ?? 0;
        int count = 0;
        for (int node = 0; node < types.Length && node < names.Length; node++)
            count += types[node] == type && ((names[node] == wanted ? 1 : 0) | any) != 0 ? 1 : 0;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal EdgeType TypeOf(int edge) => PackedEdge.TypeOf(EdgeLabels[edge]);

    internal int NameOf(int edge)
    {
        uint name = PackedEdge.NameOf(EdgeLabels[edge]);
        return unchecked((int)(name == PackedEdge.LargeName ? LargeNames[edge] : name));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int TargetOf(int edge) => PackedEdge.NodeOf(EdgeTargets[edge]);

    /// <summary>Gives the memory back. Nothing that belongs to the graph may be used afterwards.</summary>
    public void Dispose()
    {
        NodeTypes.Dispose();
        NodeNames.Dispose();
        NodeIds.Dispose();
        FirstEdge.Dispose();
        EdgeLabels.Dispose();
        EdgeTargets.Dispose();
        SelfSizes.Dispose();
        Strings.Dispose();
        Locations.Dispose();
        NativeBlocks.Trim();
    }

    /// <summary>The node that an edge leads from. Logarithmic in the number of nodes.</summary>
    public NodeIndex SourceOf(EdgeIndex edge)
    {
        int low = 0;
        int high = NodeCount - 1;
        while (low < high)
        {
            int middle = (int)(((long)low + high + 1) >> 1);
            if (FirstEdge[middle] <= edge.Value)
                low = middle;
            else
                high = middle - 1;
        }
        return new(low);
    }
}
