using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// All ways from a node up to the roots, as a forest: every branch ends at a root. The rules and the limits are those of Chrome
/// DevTools; what a limit cuts off is said.
/// </summary>
public static class RetainingPaths
{
    // The root has the distance 0 there, global objects and groups of roots 1: ways end at what those hold.
    const int RootDistance = 2;

    /// <summary>Builds the forest, each row behind the one it belongs to.</summary>
    public static RetainingForest Build(IndexedHeap heap, NodeIndex node, RetainingPathOptions options = default)
    {
        var walk = new Walk(heap, options.Distances ?? RetainerDistances.Build(heap), options);
        List<Branch> forest = walk.Grow(node, 0);
        var rows = new List<RetainingRow>();
        Flatten(forest, 1, rows);
        return new(rows, walk.HitDepth, walk.HitNodes, walk.HitSiblings);
    }

    static void Flatten(List<Branch> branches, int level, List<RetainingRow> rows)
    {
        for (int i = 0; i < branches.Count; i++)
        {
            rows.Add(new(level, i, branches.Count, branches[i].Edge, branches[i].Source, branches[i].Distance));
            Flatten(branches[i].Above, level + 1, rows);
        }
    }

    sealed class Walk(IndexedHeap heap, RetainerDistances distances, RetainingPathOptions options)
    {
        readonly int mostDepth = options.Depth > 0 ? options.Depth : 30;
        readonly int mostNodes = options.Nodes > 0 ? options.Nodes : 5_000;
        readonly int mostSiblings = options.Siblings > 0 ? options.Siblings : 100;
        readonly HashSet<NodeIndex> open = [];
        readonly Dictionary<NodeIndex, int> done = [];
        int visits;

        internal bool HitDepth { get; private set; }
        internal bool HitNodes { get; private set; }
        internal bool HitSiblings { get; private set; }

        // Calls itself as deep as the limit, never as deep as the heap.
        internal List<Branch> Grow(NodeIndex node, int depth)
        {
            if (++visits > mostNodes)
            {
                HitNodes = true;
                return [];
            }
            if (depth >= mostDepth)
            {
                HitDepth = true;
                return [];
            }
            // A node that led nowhere is tried again only when less of the depth is used up.
            if (distances[node] <= RootDistance || open.Contains(node) || (done.TryGetValue(node, out int before) && depth >= before))
                return [];
            open.Add(node);
            List<Branch> branches = [.. Follow(Nearest(node, depth), depth)];
            open.Remove(node);
            done[node] = depth;
            return branches;
        }

        IEnumerable<Branch> Follow(List<Branch> retainers, int depth)
        {
            foreach (Branch retainer in retainers)
            {
                if (retainer.Distance == RootDistance)
                {
                    if (++visits > mostNodes)
                    {
                        HitNodes = true;
                        yield break;
                    }
                    yield return retainer;
                    continue;
                }
                List<Branch> above = Grow(retainer.Source, depth + 1);
                if (above.Count > 0)
                    yield return retainer with { Above = above };
            }
        }

        List<Branch> Nearest(NodeIndex node, int depth)
        {
            HashSet<int> broken = distances.BrokenEntries(node);
            var found = new List<Branch>();
            RetainerList retainers = heap.Retainers[node];
            // DevTools meets the retainers of a node in the reverse order of the file.
            for (int i = retainers.Count - 1; i >= 0; i--)
            {
                HeapEdge edge = retainers[i];
                NodeIndex source = heap.Graph.SourceOf(edge.Index);
                int distance = distances[source];
                if (!edge.IsStrong || distance < 0 || distances.IsBroken(edge, broken))
                    continue;
                if (distance - RootDistance < mostDepth - depth)
                    found.Add(new(edge, source, distance, []));
                else
                    HitDepth = true;
            }
            HitSiblings |= found.Count > mostSiblings;
            return [.. found.OrderBy(branch => branch.Distance).Take(mostSiblings)];
        }
    }

    sealed record Branch(HeapEdge Edge, NodeIndex Source, int Distance, List<Branch> Above);
}

/// <summary>Limits of the forest, and what is left out of it.</summary>
public readonly record struct RetainingPathOptions
{
    /// <summary>Edges of one way at most; 0 stands for 30.</summary>
    public int Depth { get; init; }

    /// <summary>Visits of nodes at most; 0 stands for 5,000.</summary>
    public int Nodes { get; init; }

    /// <summary>Retainers of one node at most; 0 stands for 100.</summary>
    public int Siblings { get; init; }

    /// <summary>Distances without ignored nodes; <see langword="null"/> ignores none.</summary>
    public RetainerDistances? Distances { get; init; }
}

/// <summary>The ways from a node to the roots.</summary>
/// <param name="Rows">The edges, each behind the one it belongs to.</param>
/// <param name="IsCutByDepth">Whether there are longer ways.</param>
/// <param name="IsCutByNodes">Whether the search ended early.</param>
/// <param name="IsCutBySiblings">Whether a node has more retainers.</param>
public sealed record RetainingForest(IReadOnlyList<RetainingRow> Rows, bool IsCutByDepth, bool IsCutByNodes, bool IsCutBySiblings);

/// <summary>One edge of the forest.</summary>
/// <param name="Level">1 for what holds the node itself.</param>
/// <param name="Place">Its place among the branches below the same row, from 0.</param>
/// <param name="Siblings">How many branches are there.</param>
/// <param name="Edge">The edge.</param>
/// <param name="Node">The node that it leaves.</param>
/// <param name="Distance">Distance of that node; 2 where a way ends.</param>
public sealed record RetainingRow(int Level, int Place, int Siblings, HeapEdge Edge, NodeIndex Node, int Distance);
