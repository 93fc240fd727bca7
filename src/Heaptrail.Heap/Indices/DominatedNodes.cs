using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>The dominator tree from the top down: for each node the nodes that it dominates immediately, in file order.</summary>
public sealed class DominatedNodes
{
    readonly int[] first;
    readonly int[] children;

    DominatedNodes(int[] first, int[] children)
    {
        this.first = first;
        this.children = children;
    }

    /// <summary>Sorts the nodes by dominator. Linear.</summary>
    public static DominatedNodes Build(DominatorTree dominators)
    {
        ReadOnlySpan<int> dominator = dominators.Dominators.Span;
        var first = new int[dominator.Length + 1];
        for (int node = 1; node < dominator.Length; node++)
            first[dominator[node] + 1]++;
        for (int i = 0; i < dominator.Length; i++)
            first[i + 1] += first[i];
        var children = new int[Math.Max(0, dominator.Length - 1)];
        // first runs ahead while nodes are dealt out and is moved back afterwards.
        for (int node = 1; node < dominator.Length; node++)
            children[first[dominator[node]]++] = node;
        first.AsSpan(0, dominator.Length).CopyTo(first.AsSpan(1));
        first[0] = 0;
        return new(first, children);
    }

    /// <summary>Number of nodes that a node dominates immediately.</summary>
    public int CountOf(NodeIndex node) => first[node.Value + 1] - first[node.Value];

    /// <summary>One of the nodes that a node dominates immediately.</summary>
    public NodeIndex this[NodeIndex node, int place] => new(children[first[node.Value] + place]);
}
