using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The strings that take most.</summary>
public static class LargestStrings
{
    /// <summary>Strings by retained size, the largest first, then by file order: the parts of a joined string and the parent of a slice count to it.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="top">How many at most.</param>
    /// <param name="minBytes">Smallest retained size.</param>
    public static IReadOnlyList<NodeIndex> Find(IndexedHeap heap, int top, long minBytes = 1)
    {
        // The smallest of those kept is on top; of equal ones the later goes first.
        var kept = new PriorityQueue<NodeIndex, (long Bytes, int Order)>();
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            long bytes = heap.RetainedSizes[node];
            // A part of a joined string is no string of its own to anybody: the whole is shown.
            if (!IsString(heap, node) || bytes < Math.Max(minBytes, 1) || IsString(heap, heap.Dominators[node]))
                continue;
            if (kept.Count < top)
                kept.Enqueue(node, (bytes, -i));
            else
                kept.EnqueueDequeue(node, (bytes, -i));
        }
        var found = new List<NodeIndex>(kept.Count);
        while (kept.TryDequeue(out NodeIndex node, out _))
            found.Add(node);
        found.Reverse();
        return found;
    }

    static bool IsString(IndexedHeap heap, NodeIndex node) => heap.Graph[node].Type is NodeType.String or NodeType.ConsString or NodeType.SlicedString;
}
