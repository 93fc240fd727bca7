using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>
/// The objects of a class in one order. The first page is chosen without sorting all, the others need all: a class may have millions
/// of objects, and a page must not take longer than a moment.
/// </summary>
sealed class ObjectOrder(IndexedHeap heap, IReadOnlyList<NodeIndex> members, ObjectSort sort)
{
    const int FirstPage = 200;

    NodeIndex[]? first;
    int[]? all;

    /// <summary>A part of them; ties are in file order.</summary>
    public IEnumerable<NodeIndex> Part(int offset, int limit)
    {
        if (all is null && offset + limit <= FirstPage)
            return (first ??= First()).Skip(offset).Take(limit);
        all ??= All();
        return all.Skip(offset).Take(limit).Select(node => new NodeIndex(node));
    }

    NodeIndex[] First()
    {
        // The last of those kept is on top.
        var kept = new PriorityQueue<NodeIndex, (long, int)>(FirstPage + 1, Comparer<(long, int)>.Create((a, b) => b.CompareTo(a)));
        foreach (NodeIndex node in members)
        {
            if (kept.Count < FirstPage)
                kept.Enqueue(node, (KeyOf(node), node.Value));
            else
                kept.EnqueueDequeue(node, (KeyOf(node), node.Value));
        }
        var nodes = new NodeIndex[kept.Count];
        for (int i = nodes.Length - 1; i >= 0; i--)
            nodes[i] = kept.Dequeue();
        return nodes;
    }

    int[] All()
    {
        var keys = new long[members.Count];
        var nodes = new int[members.Count];
        for (int i = 0; i < nodes.Length; i++)
            (keys[i], nodes[i]) = (KeyOf(members[i]), members[i].Value);
        Array.Sort(keys, nodes);
        // That sort does not keep the order of equal ones.
        for (int start = 0, end; start < nodes.Length; start = end)
        {
            for (end = start + 1; end < nodes.Length && keys[end] == keys[start];)
                end++;
            if (end - start > 1)
                Array.Sort(nodes, start, end - start);
        }
        return nodes;
    }

    // The smallest comes first.
    long KeyOf(NodeIndex node) => sort switch
    {
        ObjectSort.Shallow => -heap.ShallowSizes[node],
        ObjectSort.Distance => heap.Distances[node] is < 0 ? int.MaxValue : heap.Distances[node],
        ObjectSort.Id => heap.Graph[node].Id,
        _ => -heap.RetainedSizes[node],
    };
}
