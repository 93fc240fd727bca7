using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Matching;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The long texts and buffers of a snapshot, by the variable or property whose value they are. A program that makes a longer copy each
/// time (<c>log = Buffer.concat([log, line])</c>) has one object at any time, always a new one: only its place stays the same.
/// </summary>
public sealed class LargeValues
{
    // Below, a value says nothing: it is one of thousands.
    const long Fewest = 4096;
    const int Most = 20_000;

    readonly Dictionary<(long Owner, EdgeType Type, string Name), long> bytes = [];

    LargeValues()
    {
    }

    LargeValues(HeapGraph graph)
    {
        foreach ((HeapEdge edge, long size) in Find(graph).OrderByDescending(value => value.Bytes).Take(Most))
            bytes.TryAdd(KeyOf(graph, edge), size);
    }

    /// <summary>Reads them from a graph, which is not kept. Linear.</summary>
    /// <param name="graph">The graph.</param>
    public static LargeValues Of(HeapGraph graph) => new(graph);

    /// <summary>The same with the ids of a later capture; values whose owner is not in it are left out.</summary>
    /// <param name="matches">Which object of it is which.</param>
    public LargeValues Renamed(ObjectMatches matches)
    {
        var renamed = new LargeValues();
        foreach (((long owner, EdgeType type, string name), long size) in bytes)
        {
            if (matches.After(owner) is not 0 and var after)
                renamed.bytes.TryAdd((after, type, name), size);
        }
        return renamed;
    }

    /// <summary>Bytes of the value that the same variable or property had.</summary>
    /// <param name="graph">A later snapshot of the same process.</param>
    /// <param name="edge">The variable or property in it.</param>
    /// <returns>0 when the value was short or not there.</returns>
    public long BytesOf(HeapGraph graph, HeapEdge edge) => bytes.GetValueOrDefault(KeyOf(graph, edge));

    /// <summary>The variables and properties whose value is a long text or a buffer, with its bytes, in file order. Linear.</summary>
    /// <param name="graph">The graph.</param>
    public static IReadOnlyList<(HeapEdge Edge, long Bytes)> Find(HeapGraph graph)
    {
        var found = new List<(HeapEdge, long)>();
        Dictionary<int, long> sizes = StoresOf(graph);
        if (sizes.Count == 0)
            return found;
        var isLarge = new bool[graph.NodeCount];
        Mark(isLarge, sizes.Keys);
        // A buffer leads to its store, a view to its buffer, a joined text to the flat one.
        for (int step = 0; step < 2; step++)
            Mark(isLarge, Owners(graph, isLarge, sizes));
        foreach (int edge in EdgesTo(graph, isLarge, EdgeType.Property, EdgeType.Context))
        {
            HeapEdge value = graph[new EdgeIndex(edge)];
            NodeIndex owner = graph.SourceOf(value.Index);
            if ((graph[owner].Id & 1) == 1 && !isLarge[owner.Value] && !value.Name.StartsWith("<symbol", StringComparison.Ordinal))
                found.Add((value, sizes[value.TargetIndex.Value]));
        }
        return found;
    }

    static (long Owner, EdgeType Type, string Name) KeyOf(HeapGraph graph, HeapEdge edge) => (graph[graph.SourceOf(edge.Index)].Id, edge.Type, edge.Name);

    // Flat texts, and the stores of buffers.
    static Dictionary<int, long> StoresOf(HeapGraph graph)
    {
        var stores = new Dictionary<int, long>();
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<uint> sizes = graph.SelfSizes.Small.Span;
        for (int i = 0; i < types.Length; i++)
        {
            if (sizes[i] >= Fewest && (types[i] == NodeType.String || (types[i] == NodeType.Native && graph[new NodeIndex(i)].HasName("system / JSArrayBufferData"u8))))
                stores.Add(i, graph.SelfSizes[i]);
        }
        return stores;
    }

    static List<int> Owners(HeapGraph graph, bool[] isLarge, Dictionary<int, long> sizes)
    {
        var owners = new List<int>();
        foreach (int edge in EdgesTo(graph, isLarge, EdgeType.Internal, EdgeType.Internal))
        {
            HeapEdge part = graph[new EdgeIndex(edge)];
            HeapNode owner = graph[graph.SourceOf(part.Index)];
            bool isOwner = owner.Type switch
            {
                NodeType.Object => part.HasName("backing_store"u8) || part.HasName("buffer"u8) || part.HasName("viewed_array_buffer"u8),
                NodeType.ConsString => part.HasName("first"u8),
                _ => false,
            };
            if (isOwner && sizes.TryAdd(owner.Index.Value, sizes[part.TargetIndex.Value]))
                owners.Add(owner.Index.Value);
        }
        return owners;
    }

    // The one hot loop: all edges, and few that matter.
    static List<int> EdgesTo(HeapGraph graph, bool[] isLarge, EdgeType one, EdgeType other)
    {
        var edges = new List<int>();
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        for (int edge = 0; edge < targets.Length; edge++)
        {
            if (isLarge[PackedEdge.NodeOf(targets[edge])] && graph.TypeOf(edge) is var type && (type == one || type == other))
                edges.Add(edge);
        }
        return edges;
    }

    static void Mark(bool[] isLarge, IEnumerable<int> nodes)
    {
        foreach (int node in nodes)
            isLarge[node] = true;
    }
}
