using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Immediate dominators: the last object through which every path from the root to a node goes. Computed with semidominators and
/// nearest common ancestors (Georgiadis 2005, "semi-NCA"): one depth-first search, one pass back, one pass forth, no recursion.
/// A node that no essential edge reaches hangs under the root, as in Chrome DevTools.
/// </summary>
public sealed class DominatorTree : IDisposable
{
    internal DominatorTree(Column<int> dominators, Column<int> preorder)
    {
        Dominators = dominators;
        Preorder = preorder;
    }

    /// <summary>Nodes in depth-first order; a dominator comes before everything that it dominates.</summary>
    internal Column<int> Preorder { get; }

    internal Column<int> Dominators { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => Dominators.Length;

    /// <summary>Node at a place of the depth-first order, the root at 0: every node comes after its dominator.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NodeIndex InOrder(int place) => new(Preorder[place]);

    /// <summary>Immediate dominator of a node; the root's is the root.</summary>
    public NodeIndex this[NodeIndex node]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Dominators[node.Value]);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Dominators.Dispose();
        Preorder.Dispose();
    }

    internal static DominatorTree Build(DepthFirstSearch search, RetainerIndex retainers, CancellationToken cancel)
    {
        using Column<int> ancestor = search.Memory.Scratch.Copy(search.Parent);
        Column<int> result = search.Memory.Allocate<int>(search.Order.Length);
        using Column<int> idom = search.Memory.Scratch.Allocate<int>(search.Reached);
        idom[0] = 0;
        var path = new int[1024];
        for (int last = search.Reached - 1; last > 0; last -= Chunks.Size)
        {
            cancel.ThrowIfCancellationRequested();
            Semidominators(retainers, last, search.Parent.Span, search.Reached, label: search.NextEdge.Span, ancestor.Span, semi: idom.Span, ref path);
        }
        cancel.ThrowIfCancellationRequested();
        FromSemidominators(search, idom.Span, result.Span);
        return new(result, search.Order);
    }

    // Walk up from the tree parent until the number is not above the semidominator's: that is the nearest common ancestor.
    static void FromSemidominators(DepthFirstSearch search, Span<int> idom, Span<int> result)
    {
        ReadOnlySpan<int> parent = search.Parent.Span;
        ReadOnlySpan<int> order = search.Order.Span;
        for (int w = 1; w < idom.Length; w++)
        {
            int semi = idom[w];
            int candidate = parent[w];
            while (candidate > semi)
                candidate = idom[candidate];
            idom[w] = candidate;
        }
        result[0] = 0;
        for (int w = 1; w < order.Length; w++)
            result[order[w]] = w < idom.Length ? order[idom[w]] : 0;
    }

    // All in preorder numbers. semi[w] is the lowest number from which w can be reached through numbers above w. The label of a vertex
    // is the one with the lowest semidominator on its path; its semidominator is kept beside it, so that one array is read, not two.
    // This does one chunk, from the last number downwards.
    static void Semidominators(
        RetainerIndex retainers, int last, ReadOnlySpan<int> parent, int reached, Span<int> label, Span<int> ancestor, Span<int> semi, ref int[] path)
    {
        ReadOnlySpan<int> first = retainers.First.Span;
        ReadOnlySpan<uint> sources = retainers.Sources.Span;
        int stop = Math.Max(0, last - Chunks.Size);
        for (int w = last; w > stop; w--)
        {
            int best = parent[w];
            int end = first[w + 1];
            for (int i = first[w]; i < end; i++)
            {
                uint source = sources[i];
                // This also passes by the sources that were not reached, and by those of edges that are not essential.
                if (source >= (uint)reached)
                    continue;
                int v = (int)source;
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
    static int Compress(int v, int w, Span<int> label, Span<int> ancestor, ref int[] path)
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
