using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What some nodes keep alive together. Two listeners that share a request dominate nothing each, but nobody else holds the request.
/// </summary>
sealed class JointRetention(HeapGraph graph, Attribution attribution)
{
    // Each search passes over the whole graph; the greatest growth is looked at first, and it is where it matters.
    const int MostSearches = 10;

    readonly Lazy<bool[]> alive = new(() => Reach(graph, attribution, new HashSet<int>()));
    int searches;

    /// <summary>Whether a node can be reached over the given ones only; <see langword="null"/> when enough was searched.</summary>
    internal Func<NodeIndex, bool>? Of(IReadOnlySet<int> nodes)
    {
        if (searches++ >= MostSearches)
            return null;
        bool[] without = Reach(graph, attribution, nodes);
        return node => alive.Value[node.Value] && !without[node.Value];
    }

    static bool[] Reach(HeapGraph graph, Attribution attribution, IReadOnlySet<int> without)
    {
        var reached = new bool[graph.NodeCount];
        reached[0] = true;
        var rest = new Stack<NodeIndex>([new(0)]);
        while (rest.TryPop(out NodeIndex node))
        {
            foreach (HeapEdge edge in graph[node].Edges)
            {
                int target = edge.TargetIndex.Value;
                if (reached[target] || without.Contains(target) || !(attribution.Holds(edge, node) || (node.Value == 0 && edge.IsStrong)))
                    continue;
                reached[target] = true;
                rest.Push(edge.TargetIndex);
            }
        }
        return reached;
    }
}
