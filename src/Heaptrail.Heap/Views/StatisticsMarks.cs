using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The nodes that the statistics tell from others by names, so that the names are not needed when the sizes are known.</summary>
sealed class StatisticsMarks
{
    StatisticsMarks(HeapGraph graph)
    {
        Arrays = new(graph.NodeCount);
        BufferData = new(graph.NodeCount);
    }

    /// <summary>JavaScript arrays.</summary>
    internal NodeSet Arrays { get; }

    /// <summary>Bytes of typed arrays.</summary>
    internal NodeSet BufferData { get; }

    /// <summary>The stores of elements that arrays have.</summary>
    internal List<int> Stores { get; private set; } = [];

    internal static StatisticsMarks Find(HeapGraph graph)
    {
        var marks = new StatisticsMarks(graph);
        NodeSet isArray = NameSet(graph.Strings, "Array"u8);
        NodeSet isBufferData = NameSet(graph.Strings, "system / JSArrayBufferData"u8);
        NodeSet isElements = NameSet(graph.Strings, "elements"u8);
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<int> names = graph.NodeNames.Span;
        for (int node = 0; node < types.Length; node++)
        {
            if (types[node] == NodeType.Native)
            {
                if (isBufferData[names[node]])
                    marks.BufferData.Add(node);
            }
            else if (HasStatisticsOfItsOwn(types[node]) && isArray[names[node]])
            {
                marks.Arrays.Add(node);
                marks.AddStore(graph, node, isElements);
            }
        }
        return marks;
    }

    /// <summary>Whether nodes of a type are told apart by their names.</summary>
    static bool HasStatisticsOfItsOwn(NodeType type) =>
        type is not (NodeType.Hidden or NodeType.Native or NodeType.Code or NodeType.String or NodeType.ConsString or NodeType.SlicedString);

    void AddStore(HeapGraph graph, int array, NodeSet isElements)
    {
        int end = graph.FirstEdge[array + 1];
        for (int edge = graph.FirstEdge[array]; edge < end; edge++)
        {
            if (graph.TypeOf(edge) != EdgeType.Internal || !isElements[graph.NameOf(edge)])
                continue;
            Stores.Add(graph.TargetOf(edge));
            return;
        }
    }

    /// <summary>Forgets the stores that others hold too.</summary>
    internal void KeepOwnStores(RetainerIndex retainers) => Stores.RemoveAll(store => retainers[new(store)].Count != 1);

    static NodeSet NameSet(StringTable strings, ReadOnlySpan<byte> name)
    {
        var set = new NodeSet(strings.Count);
        foreach (int index in strings.AllOf(name))
            set.Add(index);
        return set;
    }
}
