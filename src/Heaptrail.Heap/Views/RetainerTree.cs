using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What holds a node, what holds that, and so on. To a given depth all retainers are followed, beyond it only the shortest way to a
/// root.
/// </summary>
public static class RetainerTree
{
    // As far as Chrome DevTools opens its tree by itself.
    const int LongestWay = 20;
    const int MostRows = 5_000;

    /// <summary>Builds the tree, each row behind the one it belongs to.</summary>
    public static IReadOnlyList<RetainerRow> Build(IndexedHeap heap, NodeIndex node, RetainerTreeOptions options = default)
    {
        var walk = new Walk(heap, options.Distances ?? RetainerDistances.Build(heap), options.Depth > 0 ? options.Depth : 1, options.Top > 0 ? options.Top : int.MaxValue);
        walk.Add(node, 1, isOnWay: true);
        return walk.Rows;
    }

    sealed class Walk(IndexedHeap heap, RetainerDistances distances, int depth, int top)
    {
        readonly HashSet<NodeIndex> open = [];

        internal List<RetainerRow> Rows { get; } = [];

        internal void Add(NodeIndex node, int level, bool isOnWay)
        {
            IReadOnlyList<Retainer> all = OrderedRetainers.Find(heap, node, distances);
            open.Add(node);
            int next = isOnWay ? NextOnWay(node, all) : -1;
            for (int i = 0; i < all.Count && Rows.Count < MostRows; i++)
            {
                if (level <= depth ? i < top || i == next : i == next)
                    AddRow(all[i], i, all.Count, level, i == next);
            }
            open.Remove(node);
        }

        void AddRow(Retainer retainer, int place, int siblings, int level, bool isOnWay)
        {
            bool isCycle = open.Contains(retainer.Source);
            bool isRoot = OrderedRetainers.IsHeldByRoot(heap, retainer.Source);
            bool isIgnored = distances.IsIgnored(retainer.Source);
            Rows.Add(new(level, place, siblings, retainer.Edge, retainer.Source, isCycle, isRoot) { IsIgnored = isIgnored, IsOutOfReach = retainer.IsOutOfReach });
            if (!isCycle && !isRoot && !isIgnored && level < Math.Max(depth, isOnWay ? LongestWay : 0))
                Add(retainer.Source, level + 1, isOnWay);
        }

        // The first that is nearer to a root. Nodes that nothing reaches, and the keys of a WeakMap, may stand before it.
        int NextOnWay(NodeIndex node, IReadOnlyList<Retainer> all)
        {
            int fallback = -1;
            for (int i = 0; i < all.Count; i++)
            {
                int distance = all[i].IsOutOfReach ? DistanceIndex.Unreachable : distances[all[i].Source];
                if (distance >= 0 && distance < distances[node])
                    return i;
                if (fallback < 0 && distance >= 0 && !open.Contains(all[i].Source))
                    fallback = i;
            }
            return fallback;
        }
    }
}

/// <summary>How much of the tree is built.</summary>
public readonly record struct RetainerTreeOptions
{
    /// <summary>Levels on which all retainers are followed; 0 stands for 1.</summary>
    public int Depth { get; init; }

    /// <summary>Retainers of one node at most; 0 stands for all.</summary>
    public int Top { get; init; }

    /// <summary>Distances without ignored nodes; <see langword="null"/> ignores none.</summary>
    public RetainerDistances? Distances { get; init; }
}

/// <summary>One retainer in the tree.</summary>
/// <param name="Level">1 for what holds the node itself.</param>
/// <param name="Place">Its place among the retainers of the same node, from 0 in the order of DevTools.</param>
/// <param name="Siblings">How many retainers that node has.</param>
/// <param name="Edge">The edge that holds.</param>
/// <param name="Node">The node that it leaves.</param>
/// <param name="IsCycle">Whether the node stands above itself in the tree; it is not followed again.</param>
/// <param name="IsRoot">Whether the root leads to the node: a way ends here.</param>
public sealed record RetainerRow(int Level, int Place, int Siblings, HeapEdge Edge, NodeIndex Node, bool IsCycle, bool IsRoot)
{
    /// <summary>Whether the node is one of those to ignore; it is not followed.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether the edge holds nothing any more without the ignored nodes.</summary>
    public bool IsOutOfReach { get; init; }
}
