using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What some nodes keep alive together. Two listeners that share a request dominate nothing each, but nobody else holds the request.
/// </summary>
sealed class JointRetention(IndexedHeap heap)
{
    // Each search passes over the whole graph; the greatest growth is looked at first, and it is where it matters.
    const int MostSearches = 10;

    readonly HoldingSearch search = new(heap);
    bool[]? alive;
    int searches;

    /// <summary>Whether a node can be reached over the given ones only; <see langword="null"/> when enough was searched.</summary>
    internal Func<NodeIndex, bool>? Of(IReadOnlyCollection<int> nodes)
    {
        if (searches++ >= MostSearches)
            return null;
        bool[] with = alive ??= search.Reach([]);
        bool[] without = search.Reach(nodes);
        return node => with[node.Value] && !without[node.Value];
    }
}
