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

    internal static SizeColumn Compute(HeapGraph graph)
    {
        SizeColumn sizes = graph.SelfSizes.Copy();
        if (!UserRoots.Any(graph))
            return sizes;
        int[] owners = FindOwners(graph);
        for (int node = 0; node < owners.Length; node++)
        {
            int owner = owners[node];
            if (owner < 0 || owner == node || owner == 0 || graph.NodeTypes[owner] == NodeType.Synthetic)
                continue;
            sizes[owner] += sizes[node];
            sizes[node] = 0;
        }
        return sizes;
    }

    // Everything that is not internal owns itself; owners spread along strong edges, and what two owners reach belongs to none.
    static int[] FindOwners(HeapGraph graph)
    {
        int[] owners = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        var stack = new Stack<int>();
        for (int node = 0; node < owners.Length; node++)
        {
            if (IsInternal(graph, node))
            {
                owners[node] = Unvisited;
                continue;
            }
            owners[node] = node;
        }
        EdgeType[] types = graph.EdgeTypes;
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        for (int start = 0; start < owners.Length; start++)
        {
            if (owners[start] != start)
                continue;
            stack.Push(start);
            while (stack.TryPop(out int node))
            {
                int owner = owners[node];
                int end = first[node + 1];
                for (int edge = first[node]; edge < end; edge++)
                {
                    if (types[edge] == EdgeType.Weak)
                        continue;
                    int target = targets[edge];
                    int before = owners[target];
                    if (before == target || before == owner || before == Several)
                        continue;
                    owners[target] = before == Unvisited ? owner : Several;
                    stack.Push(target);
                }
            }
        }
        return owners;
    }

    static bool IsInternal(HeapGraph graph, int node) => graph.NodeTypes[node] switch
    {
        NodeType.Hidden or NodeType.Array => true,
        NodeType.Native => graph.Strings.Equals(graph.NodeNames[node], "system / ExternalStringData"u8),
        _ => false,
    };
}
