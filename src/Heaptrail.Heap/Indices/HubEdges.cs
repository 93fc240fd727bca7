using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Finds the edge from one node to another. Most nodes have a few edges, which are looked through; those of a hub (an array of a
/// million elements) are sorted by target once somebody asks.
/// </summary>
sealed class HubEdges(HeapGraph graph)
{
    const int FewestOfHub = 512;

    readonly Dictionary<int, int[]> sorted = [];
    readonly Lock gate = new();

    /// <summary>The edge at a place among those from source to target, in file order.</summary>
    internal int Find(int source, int target, int place)
    {
        int begin = graph.FirstEdge[source];
        int end = graph.FirstEdge[source + 1];
        if (end - begin >= FewestOfHub)
            return InHub(source, target, place);
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
        for (int edge = begin; edge < end; edge++)
        {
            if (PackedEdge.NodeOf(targets[edge]) == target && place-- == 0)
                return edge;
        }
        throw new InvalidOperationException($"node {source} has no edge to node {target}");
    }

    int InHub(int source, int target, int place)
    {
        int[] edges;
        lock (gate)
        {
            if (!sorted.TryGetValue(source, out edges!))
                sorted.Add(source, edges = Sort(source));
        }
        int low = 0;
        int high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (graph.TargetOf(edges[middle]) < target)
                low = middle + 1;
            else
                high = middle;
        }
        return edges[low + place];
    }

    int[] Sort(int source)
    {
        int begin = graph.FirstEdge[source];
        int count = graph.FirstEdge[source + 1] - begin;
        var keys = new ulong[count];
        for (int i = 0; i < count; i++)
            keys[i] = ((ulong)(uint)graph.TargetOf(begin + i) << 32) | (uint)i;
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => begin + (int)(uint)key);
    }
}
