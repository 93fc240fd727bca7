using System.Runtime.CompilerServices;
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

    /// <summary>Number of nodes.</summary>
    public int Count => dominators.Length;

    /// <summary>Node at a place of the depth-first order, the root at 0: every node comes after its dominator.</summary>
    public NodeIndex InOrder(int place) => new(Preorder[place]);

    /// <summary>Immediate dominator of a node; the root's is the root.</summary>
    public NodeIndex this[NodeIndex node] => new(dominators[node.Value]);

    internal static DominatorTree Build(HeapGraph graph, EdgeSet essential)
    {
        int[] inDegrees = Predecessors.Count(graph, essential);
        var search = new DepthFirstSearch(graph, essential);
        search.Run(0);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (search.Number[node] < 0 && inDegrees[node] == 0)
                search.Run(node);
        }
        int reached = search.Count;
        search.TakeUnreached();
        var predecessors = Predecessors.Build(graph, essential, search, inDegrees, reached);
        // The arrays of the search that are done with become those of the pass: at the peak every column counts.
        int[] idom = search.Number;
        Semidominators(predecessors, search.Parent, reached, label: search.NextEdge, ancestor: inDegrees, semi: idom);
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
        int[] order = search.Order;
        int[] dominators = new int[graph.NodeCount];
        for (int w = 1; w < reached; w++)
            dominators[order[w]] = order[idom[w]];
        return new(dominators, order);
    }

    // All in preorder numbers. semi[w] is the lowest number from which w can be reached through numbers above w. The label of a vertex
    // is the one with the lowest semidominator on its path; its semidominator is kept beside it, so that one array is read, not two.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Semidominators(Predecessors predecessors, int[] parent, int reached, int[] label, int[] ancestor, int[] semi)
    {
        int[] first = predecessors.First;
        int[] sources = predecessors.Sources;
        parent.AsSpan(0, reached).CopyTo(ancestor);
        semi[0] = 0;
        var path = new int[1024];
        for (int w = reached - 1; w > 0; w--)
        {
            int begin = first[w];
            int end = first[w + 1];
            // A node without essential retainers is a root of its own.
            int best = begin == end ? 0 : parent[w];
            for (int i = begin; i < end; i++)
            {
                int v = sources[i];
                if (v > w)
                    v = ancestor[v] > w ? Compress(v, w, label, ancestor, ref path) : label[v];
                if (v < best)
                    best = v;
            }
            semi[w] = best;
            label[w] = best;
        }
    }

    // The lowest semidominator on the way up from v to the last vertex that is linked already (above w). The way is made short.
    static int Compress(int v, int w, int[] label, int[] ancestor, ref int[] path)
    {
        int depth = 0;
        int top = v;
        while (ancestor[top] > w)
        {
            if (depth == path.Length)
                Array.Resize(ref path, depth * 2);
            path[depth++] = top;
            top = ancestor[top];
        }
        int lowest = label[top];
        int end = ancestor[top];
        while (depth > 0)
        {
            int u = path[--depth];
            lowest = Math.Min(lowest, label[u]);
            label[u] = lowest;
            ancestor[u] = end;
        }
        return lowest;
    }
}
