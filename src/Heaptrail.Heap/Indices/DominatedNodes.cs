using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The dominator tree from the top down: for each node the nodes that it dominates immediately, in file order. For the first few nodes
/// that somebody asks about, all dominators are looked through; then the whole tree is sorted.
/// </summary>
public sealed class DominatedNodes : IDisposable
{
    // Sorting takes as long as some twenty searches.
    const int MostSearches = 16;

    readonly DominatorTree dominators;
    readonly Dictionary<int, int[]> searched = [];
    readonly Lock gate = new();
    volatile Sorted? sorted;

    internal DominatedNodes(DominatorTree dominators) => this.dominators = dominators;

    /// <summary>Number of nodes that a node dominates immediately.</summary>
    public int CountOf(NodeIndex node) => ChildrenOf(node.Value).Length;

    /// <summary>The nodes that a node dominates immediately.</summary>
    internal ReadOnlySpan<int> this[NodeIndex node] => ChildrenOf(node.Value);

    /// <summary>One of the nodes that a node dominates immediately.</summary>
    public NodeIndex this[NodeIndex node, int place] => new(ChildrenOf(node.Value)[place]);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => sorted?.Dispose();

    ReadOnlySpan<int> ChildrenOf(int node)
    {
        if (sorted is { } all)
            return all[node];
        lock (gate)
        {
            if (searched.TryGetValue(node, out int[]? children))
                return children;
            if (sorted is null && searched.Count == MostSearches)
                sorted = new(dominators.Dominators.Span);
            if (sorted is { } ready)
                return ready[node];
            searched.Add(node, children = Search(dominators.Dominators.Span, node));
            return children;
        }
    }

    static int[] Search(ReadOnlySpan<int> dominator, int node)
    {
        var children = new List<int>();
        // The root dominates itself, but is no child.
        for (int at = 1; at < dominator.Length; at++)
        {
            int found = dominator[at..].IndexOf(node);
            if (found < 0)
                break;
            at += found;
            children.Add(at);
        }
        return [.. children];
    }

    /// <summary>All nodes by dominator.</summary>
    sealed class Sorted : IDisposable
    {
        readonly Column<int> first;
        readonly Column<int> children;

        internal Sorted(ReadOnlySpan<int> dominator)
        {
            first = Column<int>.Filled(dominator.Length + 1, 0);
            children = Column<int>.Allocate(Math.Max(0, dominator.Length - 1));
            Deal(dominator, first.Span, children.Span);
        }

        internal ReadOnlySpan<int> this[int node] => children.Span[first[node]..first[node + 1]];

        public void Dispose()
        {
            first.Dispose();
            children.Dispose();
        }

        static void Deal(ReadOnlySpan<int> dominator, Span<int> first, Span<int> children)
        {
            for (int node = 1; node < dominator.Length; node++)
                first[dominator[node] + 1]++;
            for (int i = 0; i < dominator.Length; i++)
                first[i + 1] += first[i];
            // first runs ahead while nodes are dealt out and is moved back afterwards.
            for (int node = 1; node < dominator.Length; node++)
                children[first[dominator[node]]++] = node;
            first[..dominator.Length].CopyTo(first[1..]);
            first[0] = 0;
        }
    }
}
