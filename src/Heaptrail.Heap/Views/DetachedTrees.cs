using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Nodes of a document that were taken out of it and are still held, by class. The embedder marks them (a browser; Node.js marks
/// nothing); very old files only call them "Detached …". Classes, counts and sizes are those of the Summary.
/// </summary>
/// <param name="Groups">One per class, most retained bytes first.</param>
/// <param name="Attached">How many native nodes are marked as attached: none in a heap without documents.</param>
public sealed record DetachedTrees(IReadOnlyList<DetachedGroup> Groups, long Attached)
{
    const string Prefix = "Detached ";

    /// <summary>Finds them. Linear.</summary>
    public static DetachedTrees Find(IndexedHeap heap)
    {
        var samples = new Dictionary<string, NodeIndex>();
        long attached = 0;
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            if (heap.Graph[node].Type != NodeType.Native)
                continue;
            attached += heap.Graph.Detachedness.GetValueOrDefault(i) == 1 ? 1 : 0;
            string name = heap.Classes.NameOf(node);
            if (heap.ShallowSizes[node] == 0 || !name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            if (!samples.TryGetValue(name, out NodeIndex before) || IsBetterSample(heap, node, before))
                samples[name] = node;
        }
        // The rows of the Summary are made for the whole heap, so only where there is something to sum up.
        return new(samples.Count == 0 ? [] : [.. heap.Frequent.Summary.Where(row => samples.ContainsKey(row.Class)).Select(row => new DetachedGroup(row, samples[row.Class]))], attached);
    }

    // Of a tree, the node that holds the rest; of equal ones, the nearest to a root.
    static bool IsBetterSample(IndexedHeap heap, NodeIndex node, NodeIndex than)
    {
        int order = heap.RetainedSizes[node].CompareTo(heap.RetainedSizes[than]);
        return order > 0 || (order == 0 && heap.Distances[node] >= 0 && heap.Distances[node] < heap.Distances[than]);
    }
}

/// <summary>Detached nodes of one class.</summary>
/// <param name="Row">The class with its count and sizes.</param>
/// <param name="Sample">The node of the class that retains most; of equal ones the nearest to a root, then the first.</param>
public sealed record DetachedGroup(SummaryRow Row, NodeIndex Sample);
