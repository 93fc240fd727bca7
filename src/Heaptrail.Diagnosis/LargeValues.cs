using Heaptrail.Diagnosis.Rules;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

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

    LargeValues(HeapGraph graph)
    {
        foreach ((HeapEdge edge, long size) in Find(graph).OrderByDescending(value => value.Bytes).Take(Most))
            bytes.TryAdd(KeyOf(graph, edge), size);
    }

    /// <summary>Reads them from a graph, which is not kept. Linear.</summary>
    /// <param name="graph">The graph.</param>
    public static LargeValues Of(HeapGraph graph) => new(graph);

    /// <summary>Bytes of the value that the same variable or property had; 0 when it was short or not there.</summary>
    internal long BytesOf(HeapGraph graph, HeapEdge edge) => bytes.GetValueOrDefault(KeyOf(graph, edge));

    /// <summary>The variables and properties of lasting objects with a long text or a buffer, and its bytes.</summary>
    internal static IEnumerable<(HeapEdge Edge, long Bytes)> Find(HeapGraph graph)
    {
        Dictionary<int, long> sizes = SizesOf(graph);
        if (sizes.Count == 0)
            yield break;
        var isLarge = new bool[graph.NodeCount];
        foreach (int node in sizes.Keys)
            isLarge[node] = true;
        for (int i = 0; i < isLarge.Length; i++)
        {
            HeapNode owner = graph[new NodeIndex(i)];
            if ((owner.Id & 1) == 0 || isLarge[i])
                continue;
            foreach (HeapEdge edge in owner.Edges)
            {
                if (isLarge[edge.TargetIndex.Value] && edge.Type is EdgeType.Property or EdgeType.Context && !edge.Name.StartsWith("<symbol", StringComparison.Ordinal))
                    yield return (edge, sizes[edge.TargetIndex.Value]);
            }
        }
    }

    static (long Owner, EdgeType Type, string Name) KeyOf(HeapGraph graph, HeapEdge edge) => (graph[graph.SourceOf(edge.Index)].Id, edge.Type, edge.Name);

    // Flat texts and stores of buffers by themselves; then what only leads to one.
    static Dictionary<int, long> SizesOf(HeapGraph graph)
    {
        var sizes = new Dictionary<int, long>();
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.SelfSize >= Fewest && (node.Type == NodeType.String || (node.Type == NodeType.Native && node.HasName("system / JSArrayBufferData"u8))))
                sizes.Add(i, node.SelfSize);
        }
        if (sizes.Count == 0)
            return sizes;
        Dictionary<int, bool> isBuffer = [];
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            long size = node.Type switch
            {
                NodeType.ConsString => node.Follow(EdgeType.Internal, "first"u8)?.SelfSize ?? 0,
                NodeType.Object when IsBuffer(node, isBuffer) => NativeBufferRule.BytesOf(node),
                _ => 0,
            };
            if (size >= Fewest)
                sizes.TryAdd(i, size);
        }
        return sizes;
    }

    static bool IsBuffer(HeapNode node, Dictionary<int, bool> known)
    {
        if (!known.TryGetValue(node.NameIndex, out bool isBuffer))
            known.Add(node.NameIndex, isBuffer = NativeBufferRule.IsBuffer(node.RawName));
        return isBuffer;
    }
}
