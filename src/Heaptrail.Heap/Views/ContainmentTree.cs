using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What nodes lead to, from a node downwards: the Containment view of the Memory panel of Chrome DevTools. Below the root, the user's
/// roots come first; otherwise the largest retained size does, then the order of the file.
/// </summary>
public static class ContainmentTree
{
    const int MostRows = 5_000;

    /// <summary>Builds the tree, each row behind the one it belongs to.</summary>
    public static IReadOnlyList<ContainedRow> Build(IndexedHeap heap, NodeIndex node, ContainmentOptions options = default)
    {
        var walk = new Walk(heap, options.Depth > 0 ? options.Depth : 1, options.Top > 0 ? options.Top : int.MaxValue);
        walk.Add(node, 1, Math.Max(0, options.Skip));
        return walk.Rows;
    }

    /// <summary>The first edges that leave a node, in the order of the view. Linear in all of them, without sorting all.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="node">The node.</param>
    /// <param name="top">Edges at most.</param>
    public static IReadOnlyList<HeapEdge> Children(IndexedHeap heap, NodeIndex node, int top = int.MaxValue)
    {
        // The last of those kept is on top.
        var kept = new PriorityQueue<HeapEdge, (bool IsUserRoot, long RetainedBytes, int Order)>();
        foreach (HeapEdge edge in heap.Graph[node].Edges)
        {
            bool isUserRoot = node == NodeIndex.Root && UserRoots.IsUserRoot(heap.Graph, edge.TargetIndex.Value);
            (bool, long, int) rank = (isUserRoot, heap.RetainedSizes[edge.TargetIndex], -edge.Index.Value);
            if (kept.Count < top)
                kept.Enqueue(edge, rank);
            else
                kept.EnqueueDequeue(edge, rank);
        }
        var first = new HeapEdge[kept.Count];
        for (int i = first.Length - 1; i >= 0; i--)
            first[i] = kept.Dequeue();
        return first;
    }

    sealed class Walk(IndexedHeap heap, int depth, int top)
    {
        readonly HashSet<NodeIndex> open = [];

        internal List<ContainedRow> Rows { get; } = [];

        internal void Add(NodeIndex node, int level, int skip)
        {
            IReadOnlyList<HeapEdge> children = Children(heap, node, (int)Math.Min((long)skip + top, int.MaxValue));
            int siblings = heap.Graph[node].EdgeCount;
            open.Add(node);
            for (int i = skip; i < children.Count && Rows.Count < MostRows; i++)
            {
                HeapEdge edge = children[i];
                bool isCycle = open.Contains(edge.TargetIndex);
                Rows.Add(new(level, i, siblings, edge, isCycle));
                // What a weak edge leads to is not contained: it is shown, and its own place is elsewhere.
                if (level < depth && !isCycle && edge.IsStrong)
                    Add(edge.TargetIndex, level + 1, 0);
            }
            open.Remove(node);
        }
    }
}

/// <summary>How much of the tree is built.</summary>
public readonly record struct ContainmentOptions
{
    /// <summary>Levels to follow, 100 at most; 0 stands for 1.</summary>
    public int Depth { get; init; }

    /// <summary>Nodes below one node at most; 0 stands for all.</summary>
    public int Top { get; init; }

    /// <summary>Nodes to leave out at the first level, to page through a wide node.</summary>
    public int Skip { get; init; }
}

/// <summary>One edge in the tree, with the node that it leads to.</summary>
/// <param name="Level">1 for the edges of the start.</param>
/// <param name="Place">Its place among the edges of the same node, from 0.</param>
/// <param name="Siblings">How many edges that node has.</param>
/// <param name="Edge">The edge.</param>
/// <param name="IsCycle">Whether its target stands above it in the tree; it is not followed again.</param>
public sealed record ContainedRow(int Level, int Place, int Siblings, HeapEdge Edge, bool IsCycle);
