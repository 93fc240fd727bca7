using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What a node keeps alive by itself, largest first: the dominator tree downwards. Beyond the depth asked for, the largest is
/// followed to the accumulation point: where the retained size drops most from a node to the largest one below it.
/// </summary>
public static class DominatedTree
{
    const int LongestWay = 20;
    const int MostRows = 5_000;

    // So many of the root's are kept with the heap: nearly everybody begins there, and the root has the most.
    const int KeptOfRoot = 1_000;

    /// <summary>Builds the tree, each row behind the one it belongs to.</summary>
    public static IReadOnlyList<DominatedRow> Build(IndexedHeap heap, NodeIndex node, DominatedTreeOptions options = default)
    {
        int top = options.Top > 0 ? options.Top : int.MaxValue;
        if (node == NodeIndex.Root && options.Depth <= 1 && top <= KeptOfRoot)
            return [.. heap.Frequent.DominatedByRoot.Where(row => row.Level > 1 || row.Place < top)];
        return Build(heap.Dominated, heap.RetainedSizes, node, Math.Max(1, options.Depth), top);
    }

    /// <summary>What is kept with the heap: the largest that the root dominates, and the way to the accumulation point.</summary>
    internal static IReadOnlyList<DominatedRow> OfRoot(DominatedNodes dominated, RetainedSizes retained) =>
        Build(dominated, retained, NodeIndex.Root, depth: 1, KeptOfRoot);

    static List<DominatedRow> Build(DominatedNodes dominated, RetainedSizes retained, NodeIndex node, int depth, int top)
    {
        var walk = new Walk(dominated, retained, depth, top);
        walk.Start(node);
        return walk.Rows;
    }

    sealed class Walk(DominatedNodes dominated, RetainedSizes retained, int depth, int top)
    {
        HashSet<NodeIndex> way = [];
        NodeIndex accumulation;

        internal List<DominatedRow> Rows { get; } = [];

        internal void Start(NodeIndex node)
        {
            List<NodeIndex> largest = [];
            long drop = -1;
            int end = 0;
            // What is lost below is no more than what is retained there.
            for (NodeIndex at = node; largest.Count < LongestWay && retained[at] > drop; at = largest[^1])
            {
                NodeIndex[] next = LargestNodes.Of(dominated[at], retained.Column, 1);
                long lost = retained[at] - (next is [var below] ? retained[below] : 0);
                // The start itself is no answer to where below it the bytes are.
                if (largest.Count > 0 && lost > drop)
                    (drop, accumulation, end) = (lost, at, largest.Count);
                if (next is not [var child])
                    break;
                largest.Add(child);
            }
            way = [.. largest.Take(end)];
            Add(node, 1);
        }

        void Add(NodeIndex node, int level)
        {
            ReadOnlySpan<int> all = dominated[node];
            int siblings = all.Length;
            // Beyond the depth only the way goes on, and it leads to the largest.
            NodeIndex[] below = LargestNodes.Of(all, retained.Column, level <= depth ? Math.Min(top, MostRows) : 1);
            for (int i = 0; i < below.Length && Rows.Count < MostRows; i++)
            {
                bool isOnWay = way.Contains(below[i]);
                if (level > depth && !isOnWay)
                    continue;
                Rows.Add(new(level, i, siblings, below[i], below[i] == accumulation && way.Count > 0));
                if (level < depth || isOnWay)
                    Add(below[i], level + 1);
            }
        }
    }
}

/// <summary>How much of the tree is built.</summary>
public readonly record struct DominatedTreeOptions
{
    /// <summary>Levels on which all nodes are followed; 0 stands for 1.</summary>
    public int Depth { get; init; }

    /// <summary>Nodes below one node at most; 0 stands for all.</summary>
    public int Top { get; init; }
}

/// <summary>One node in the tree.</summary>
/// <param name="Level">1 for what the start dominates immediately.</param>
/// <param name="Place">Its place among the nodes with the same immediate dominator, from 0, largest first.</param>
/// <param name="Siblings">How many nodes have that dominator.</param>
/// <param name="Node">The node.</param>
/// <param name="IsAccumulation">Whether it is the accumulation point.</param>
public sealed record DominatedRow(int Level, int Place, int Siblings, NodeIndex Node, bool IsAccumulation);
