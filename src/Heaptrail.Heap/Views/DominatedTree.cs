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

    /// <summary>Builds the tree, each row behind the one it belongs to.</summary>
    public static IReadOnlyList<DominatedRow> Build(IndexedHeap heap, NodeIndex node, DominatedTreeOptions options = default)
    {
        var walk = new Walk(heap, options.Depth > 0 ? options.Depth : 1, options.Top > 0 ? options.Top : int.MaxValue);
        walk.Start(node);
        return walk.Rows;
    }

    sealed class Walk(IndexedHeap heap, int depth, int top)
    {
        readonly DominatedNodes dominated = heap.Dominated;
        HashSet<NodeIndex> way = [];
        NodeIndex accumulation;

        internal List<DominatedRow> Rows { get; } = [];

        internal void Start(NodeIndex node)
        {
            List<NodeIndex> largest = [];
            long drop = -1;
            int end = 0;
            for (NodeIndex at = node; largest.Count < LongestWay; at = largest[^1])
            {
                NodeIndex? next = LargestBelow(at);
                long lost = heap.RetainedSizes[at] - (next is { } below ? heap.RetainedSizes[below] : 0);
                // The start itself is no answer to where below it the bytes are.
                if (largest.Count > 0 && lost > drop)
                    (drop, accumulation, end) = (lost, at, largest.Count);
                if (next is not { } child)
                    break;
                largest.Add(child);
            }
            way = [.. largest.Take(end)];
            Add(node, 1);
        }

        void Add(NodeIndex node, int level)
        {
            List<NodeIndex> below = [.. Enumerable.Range(0, dominated.CountOf(node)).Select(i => dominated[node, i])
                .OrderByDescending(child => heap.RetainedSizes[child]).ThenBy(child => child.Value)];
            for (int i = 0; i < below.Count && Rows.Count < MostRows; i++)
            {
                bool isOnWay = way.Contains(below[i]);
                if (level <= depth ? i >= top : !isOnWay)
                    continue;
                Rows.Add(new(level, i, below.Count, below[i], below[i] == accumulation && way.Count > 0));
                if (level < depth || isOnWay)
                    Add(below[i], level + 1);
            }
        }

        NodeIndex? LargestBelow(NodeIndex node)
        {
            NodeIndex? largest = null;
            for (int i = 0; i < dominated.CountOf(node); i++)
            {
                if (largest is not { } so || heap.RetainedSizes[dominated[node, i]] > heap.RetainedSizes[so])
                    largest = dominated[node, i];
            }
            return largest;
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
