using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Shallow sizes as Chrome DevTools shows them: V8's internal arrays and hidden nodes that one object alone can reach count to
/// that object and have no size of their own.
/// </summary>
static class ShallowSizes
{
    const int Unvisited = -1;
    const int Several = -2;

    internal static SizeColumn Compute(HeapGraph graph, CancellationToken cancel)
    {
        SizeColumn sizes = graph.SelfSizes.Copy(graph.Memory);
        if (!UserRoots.Any(graph))
            return sizes;
        using Column<int> column = FindOwners(graph, cancel);
        Span<int> owners = column.Span;
        Span<uint> small = sizes.Small.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        for (int node = 0; node < owners.Length; node++)
        {
            int owner = owners[node];
            if (owner <= 0 || types[owner] == NodeType.Synthetic)
                continue;
            sizes.Add(small, to: owner, from: node);
            sizes[node] = 0;
        }
        return sizes;
    }

    // Everything that is not internal owns itself; owners spread along strong edges, and what two owners reach belongs to none.
    static Column<int> FindOwners(HeapGraph graph, CancellationToken cancel)
    {
        NodeSet isInternal = FindInternal(graph);
        Column<int> column = graph.Memory.Scratch.Filled(graph.NodeCount, Unvisited);
        Span<int> owners = column.Span;
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        ReadOnlySpan<int> first = graph.FirstEdge.Span;
        var stack = new Stack<int>();
        for (int start = 0; start < owners.Length; start++)
        {
            if ((start & (Chunks.Size - 1)) == 0)
                cancel.ThrowIfCancellationRequested();
            if (isInternal[start])
                continue;
            int node = start;
            int owner = start;
            do
            {
                int end = first[node + 1];
                for (int edge = first[node]; edge < end; edge++)
                {
                    int target = PackedEdge.NodeOf(targets[edge]);
                    if (!isInternal[target] || PackedEdge.IsWeak(targets[edge]))
                        continue;
                    int before = owners[target];
                    if (before == owner || before == Several)
                        continue;
                    owners[target] = before == Unvisited ? owner : Several;
                    stack.Push(target);
                }
                if (!stack.TryPop(out node))
                    break;
                owner = owners[node];
            }
            while (true);
        }
        return column;
    }

    static NodeSet FindInternal(HeapGraph graph)
    {
        var found = new NodeSet(graph.NodeCount);
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        for (int node = 0; node < types.Length; node++)
        {
            if (types[node] is NodeType.Hidden or NodeType.Array or NodeType.Native && IsInternal(graph, node))
                found.Add(node);
        }
        return found;
    }

    static bool IsInternal(HeapGraph graph, int node) => graph.NodeTypes[node] switch
    {
        NodeType.Hidden or NodeType.Array => true,
        NodeType.Native => graph.Strings.Equals(graph.NodeNames[node], "system / ExternalStringData"u8),
        _ => false,
    };
}
