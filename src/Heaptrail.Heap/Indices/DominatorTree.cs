using System.Collections;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Immediate dominators: the last object through which every path from the root to a node goes. Computed with semidominators and
/// nearest common ancestors (Georgiadis 2005, "semi-NCA"): one depth-first search, one pass back, one pass forth, no recursion.
/// A node that no essential edge reaches hangs under the root, as in Chrome DevTools.
/// </summary>
public sealed class DominatorTree
{
    readonly int[] dominators;

    DominatorTree(int[] dominators, int[] order)
    {
        this.dominators = dominators;
        Preorder = order;
    }

    /// <summary>Nodes in depth-first order; a dominator comes before everything that it dominates.</summary>
    internal int[] Preorder { get; }

    internal ReadOnlySpan<int> Dominators => dominators;

    /// <summary>Immediate dominator of a node; the root's is the root.</summary>
    public NodeIndex this[NodeIndex node] => new(dominators[node.Value]);

    internal static DominatorTree Build(HeapGraph graph, RetainerIndex retainers, BitArray essential)
    {
        var search = new DepthFirstSearch(graph, essential);
        search.Run(0);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (search.Number[node] < 0 && !HasEssential(retainers.EdgesTo(node), essential))
                search.Run(node);
        }
        int reached = search.Count;
        int[] idom = Semidominators(graph, retainers, essential, search);
        // Walk up from the tree parent until the number is not above the semidominator's: that is the nearest common ancestor.
        int[] parent = search.Parent;
        for (int w = 1; w < reached; w++)
        {
            int semi = idom[w];
            int candidate = parent[w];
            while (candidate > semi)
                candidate = idom[candidate];
            idom[w] = candidate;
        }
        search.TakeUnreached();
        int[] order = search.Order;
        var dominators = new int[graph.NodeCount];
        for (int w = 1; w < reached; w++)
            dominators[order[w]] = order[idom[w]];
        return new(dominators, order);
    }

    // All in preorder numbers. semi[w] is the lowest number from which w can be reached through numbers above w.
    static int[] Semidominators(HeapGraph graph, RetainerIndex retainers, BitArray essential, DepthFirstSearch search)
    {
        int reached = search.Count;
        int[] number = search.Number;
        int[] order = search.Order;
        int[] parent = search.Parent;
        var semi = new int[reached];
        var label = new int[reached];
        var ancestor = new int[reached];
        for (int w = 0; w < reached; w++)
        {
            semi[w] = label[w] = w;
            ancestor[w] = parent[w];
        }
        int[] sources = Sources(graph);
        var path = new Stack<int>();
        for (int w = reached - 1; w > 0; w--)
        {
            int best = parent[w];
            bool anyRetainer = false;
            foreach (int edge in retainers.EdgesTo(order[w]))
            {
                if (!essential[edge])
                    continue;
                anyRetainer = true;
                int v = number[sources[edge]];
                if (v < 0)
                    continue;
                int found = v <= w ? v : semi[Evaluate(v, w)];
                if (found < best)
                    best = found;
            }
            semi[w] = anyRetainer ? best : 0;
        }
        return semi;

        // The vertex with the lowest semidominator on the way up from v to just below the vertices that are not linked yet (<= last).
        int Evaluate(int v, int last)
        {
            if (ancestor[v] <= last)
                return label[v];
            for (int u = v; ancestor[u] > last; u = ancestor[u])
                path.Push(u);
            while (path.TryPop(out int u))
            {
                int above = ancestor[u];
                if (semi[label[above]] < semi[label[u]])
                    label[u] = label[above];
                ancestor[u] = ancestor[above];
            }
            return label[v];
        }
    }

    // The node of every edge. Only needed here, so it is not kept.
    static int[] Sources(HeapGraph graph)
    {
        var sources = new int[graph.EdgeCount];
        for (int node = 0; node < graph.NodeCount; node++)
            sources.AsSpan(graph.FirstEdge[node]..graph.FirstEdge[node + 1]).Fill(node);
        return sources;
    }

    static bool HasEssential(ReadOnlySpan<int> edges, BitArray essential)
    {
        foreach (int edge in edges)
        {
            if (essential[edge])
                return true;
        }
        return false;
    }
}
