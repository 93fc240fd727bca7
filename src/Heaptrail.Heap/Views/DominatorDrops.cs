using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Where bytes gather: the objects whose retained size is much larger than that of the largest object below them. Each is the end of
/// a chain of owners and the beginning of many small things, such as the entries of a cache.
/// </summary>
public static class DominatorDrops
{
    /// <summary>Finds the objects that lose at least so many bytes, greatest drop first. Linear.</summary>
    public static IReadOnlyList<DominatorDrop> Find(IndexedHeap heap, long leastBytes)
    {
        var largest = new int[heap.Dominators.Count];
        var counts = new int[heap.Dominators.Count];
        largest.AsSpan().Fill(-1);
        for (int place = 1; place < heap.Dominators.Count; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            int above = heap.Dominators[node].Value;
            counts[above]++;
            if (largest[above] < 0 || IsLarger(heap, node, new(largest[above])))
                largest[above] = node.Value;
        }
        var drops = new List<DominatorDrop>();
        for (int i = 1; i < largest.Length; i++)
        {
            var node = new NodeIndex(i);
            NodeIndex below = new(largest[i]);
            long drop = heap.RetainedSizes[node] - (below.IsSome ? heap.RetainedSizes[below] : 0);
            if (drop >= leastBytes)
                drops.Add(new(node, below, counts[i], drop));
        }
        return [.. drops.OrderByDescending(d => d.Bytes).ThenBy(d => d.Node.Value)];
    }

    static bool IsLarger(IndexedHeap heap, NodeIndex node, NodeIndex than) =>
        heap.RetainedSizes[node] - heap.RetainedSizes[than] is var more && (more > 0 || (more == 0 && node.Value < than.Value));
}

/// <summary>One object where the retained size drops.</summary>
/// <param name="Node">The object.</param>
/// <param name="Largest">The largest object that it dominates immediately; <see cref="NodeIndex.None"/> when it dominates none.</param>
/// <param name="Dominated">How many objects it dominates immediately.</param>
/// <param name="Bytes">Its retained size without that of the largest.</param>
public sealed record DominatorDrop(NodeIndex Node, NodeIndex Largest, int Dominated, long Bytes);
