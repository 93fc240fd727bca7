using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>The first of many nodes in the order of their retained sizes, without sorting them all.</summary>
static class LargestNodes
{
    /// <summary>So many nodes at most, largest first, equal ones in file order.</summary>
    /// <param name="nodes">The nodes in file order.</param>
    /// <param name="retained">Retained sizes.</param>
    /// <param name="most">How many are wanted.</param>
    internal static NodeIndex[] Of(ReadOnlySpan<int> nodes, SizeColumn retained, int most)
    {
        // The smallest of those kept is on top, to be thrown out for a larger one.
        var kept = new PriorityQueue<int, (long Bytes, int Place)>();
        long smallest = -1;
        foreach (int node in nodes)
        {
            long bytes = retained[node];
            if (kept.Count < most)
                kept.Enqueue(node, (bytes, -node));
            else if (bytes > smallest)
                kept.EnqueueDequeue(node, (bytes, -node));
            else
                continue;
            if (kept.TryPeek(out _, out (long Bytes, int) first))
                smallest = first.Bytes;
        }
        var largest = new NodeIndex[kept.Count];
        while (kept.Count > 0)
            largest[kept.Count - 1] = new(kept.Dequeue());
        return largest;
    }
}
