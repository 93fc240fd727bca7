using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Finds the edge from one node to another among all those of the first. Those of a hub (an array of a million elements) are sorted by
/// target once somebody has asked about several.
/// </summary>
sealed class HubEdges(HeapGraph graph)
{
    const int FewestOfHub = 512;

    // Sorting takes as long as some fifty searches.
    const int MostSearches = 16;

    readonly Dictionary<int, Hub> hubs = [];
    readonly Lock gate = new();

    /// <summary>The edge at a place among those from source to target, in file order.</summary>
    internal int Find(int source, int target, int place)
    {
        int begin = graph.FirstEdge[source];
        int end = graph.FirstEdge[source + 1];
        return end - begin >= FewestOfHub && SortedEdges(source) is { } edges ? InSorted(edges, target, place) : Search(source, begin, end, target, place);
    }

    int Search(int source, int begin, int end, int target, int place)
    {
        ReadOnlySpan<uint> targets = graph.EdgeTargets.Slice(begin, end - begin);
        for (int i = 0; i < targets.Length; i++)
        {
            if (PackedEdge.NodeOf(targets[i]) == target && place-- == 0)
                return begin + i;
        }
        throw new InvalidOperationException($"node {source} has no edge to node {target}");
    }

    int[]? SortedEdges(int source)
    {
        lock (gate)
        {
            if (!hubs.TryGetValue(source, out Hub? hub))
                hubs.Add(source, hub = new());
            if (hub.Edges is null && ++hub.Searches > MostSearches)
                hub.Edges = Sort(source);
            return hub.Edges;
        }
    }

    int InSorted(int[] edges, int target, int place)
    {
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

    sealed class Hub
    {
        internal int Searches { get; set; }

        /// <summary>By target, then in file order; <see langword="null"/> until it pays.</summary>
        internal int[]? Edges { get; set; }
    }
}
