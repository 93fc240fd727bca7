using System.Collections;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The objects of one class: those with a size of their own, as the Summary counts them. Or any other objects, together.</summary>
public sealed class ClassMembers
{
    readonly IndexedHeap heap;
    readonly BitArray isMember;
    readonly BitArray isInner;

    ClassMembers(IndexedHeap heap, List<NodeIndex> nodes)
    {
        this.heap = heap;
        Nodes = nodes;
        isMember = new(heap.Graph.NodeCount);
        foreach (NodeIndex node in nodes)
            isMember[node.Value] = true;
        isInner = FindInner();
    }

    /// <summary>The objects in file order.</summary>
    public IReadOnlyList<NodeIndex> Nodes { get; }

    /// <summary>What they retain together, nothing counted twice.</summary>
    public long RetainedBytes => Nodes.Sum(RetainedBytesOf);

    /// <summary>Finds the objects of a class; none when there is no class of that name. Linear.</summary>
    public static ClassMembers Find(IndexedHeap heap, string className) => new(heap, [.. ClassObjects.Find(heap, className)]);

    /// <summary>Takes any objects. Linear.</summary>
    public static ClassMembers Of(IndexedHeap heap, IEnumerable<NodeIndex> nodes) => new(heap, [.. nodes.Distinct().OrderBy(node => node.Value)]);

    /// <summary>What one of them adds to what the class retains: nothing when another of the class dominates it.</summary>
    public long RetainedBytesOf(NodeIndex node) => isInner[node.Value] ? 0 : heap.RetainedSizes[node];

    // From the root down, so that a node knows of all above it.
    BitArray FindInner()
    {
        var inner = new BitArray(heap.Graph.NodeCount);
        for (int place = 1; place < heap.Dominators.Count; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            int above = heap.Dominators[node].Value;
            inner[node.Value] = inner[above] || isMember[above];
        }
        return inner;
    }
}
