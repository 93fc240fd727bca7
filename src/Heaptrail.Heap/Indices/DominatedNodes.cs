using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>The dominator tree from the top down: for each node the nodes that it dominates immediately, in file order.</summary>
public sealed class DominatedNodes : IDisposable
{
    internal DominatedNodes(Column<int> first, Column<int> children)
    {
        First = first;
        Children = children;
    }

    internal Column<int> First { get; }

    internal Column<int> Children { get; }

    /// <summary>Sorts the nodes by dominator. Linear.</summary>
    public static DominatedNodes Build(DominatorTree dominators)
    {
        ReadOnlySpan<int> dominator = dominators.Dominators.Span;
        Column<int> first = Column<int>.Filled(dominator.Length + 1, 0);
        Column<int> children = Column<int>.Allocate(Math.Max(0, dominator.Length - 1));
        Deal(dominator, first.Span, children.Span);
        return new(first, children);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Number of nodes that a node dominates immediately.</summary>
    public int CountOf(NodeIndex node) => First[node.Value + 1] - First[node.Value];

    /// <summary>One of the nodes that a node dominates immediately.</summary>
    public NodeIndex this[NodeIndex node, int place] => new(Children[First[node.Value] + place]);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        First.Dispose();
        Children.Dispose();
    }
}
