using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>Goes from nodes to others. Each is in the result once, in file order.</summary>
sealed class NodeFollower(IndexedHeap heap)
{
    readonly ulong[] met = new ulong[(heap.Graph.NodeCount + 63) >> 6];
    readonly List<int> found = [];

    /// <summary>The nodes that a stage leads to.</summary>
    internal RowSet Follow(RowSet from, FollowTarget target, Func<int, int> step, CancellationToken cancel)
    {
        if (target == FollowTarget.Dominated)
            TakeDominated(from);
        for (int place = 0; place < from.Count && target != FollowTarget.Dominated; place++)
        {
            if ((place & 0xFFFF) == 0)
                cancel.ThrowIfCancellationRequested();
            var node = new NodeIndex(from[place]);
            switch (target)
            {
                case FollowTarget.Path:
                    Take(step(node.Value));
                    break;
                case FollowTarget.Edges:
                    TakeEdges(node);
                    break;
                case FollowTarget.Retainers:
                    TakeRetainers(node);
                    break;
                default:
                    TakeDominators(node);
                    break;
            }
        }
        found.Sort();
        return RowSet.Of([.. found]);
    }

    void TakeEdges(NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Graph[node].Edges)
        {
            if (edge.IsStrong)
                Take(edge.TargetIndex.Value);
        }
    }

    void TakeRetainers(NodeIndex node)
    {
        foreach (HeapEdge edge in heap.Retainers[node])
        {
            if (edge.IsStrong)
                Take(heap.Graph.SourceOf(edge.Index).Value);
        }
    }

    // What was met before has its dominators taken already.
    void TakeDominators(NodeIndex node)
    {
        while (node != NodeIndex.Root)
        {
            node = heap.Dominators[node];
            if (!Take(node.Value))
                return;
        }
    }

    // All below: in depth-first order the dominator of a node is decided before the node is.
    void TakeDominated(RowSet from)
    {
        var below = new bool[heap.Graph.NodeCount];
        for (int place = 0; place < from.Count; place++)
            below[from[place]] = true;
        for (int i = 1; i < below.Length; i++)
        {
            NodeIndex node = heap.Dominators.InOrder(i);
            if (!below[heap.Dominators[node].Value])
                continue;
            below[node.Value] = true;
            found.Add(node.Value);
        }
    }

    bool Take(int node)
    {
        if (node < 0)
            return false;
        ulong bit = 1UL << (node & 63);
        if ((met[node >> 6] & bit) != 0)
            return false;
        met[node >> 6] |= bit;
        found.Add(node);
        return true;
    }
}
