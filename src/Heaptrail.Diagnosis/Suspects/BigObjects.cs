using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// Single objects that keep a large part of the heap alive, each at the end of its chain of owners: where the retained size drops,
/// because what is below is many small things, or bytes outside the heap.
/// </summary>
sealed class BigObjects(IndexedHeap heap, NodeRoles roles)
{
    const int Most = 20;

    /// <summary>Finds those that keep at least so many bytes, greatest first.</summary>
    internal IEnumerable<LeakCandidate> Find(long leastBytes)
    {
        foreach (DominatorDrop drop in DominatorDrops.Find(heap, leastBytes).Take(Most))
        {
            // Compiled code is large in every program, and V8 drops what is not used.
            if (heap.Graph[drop.Node].Type is NodeType.Code or NodeType.ObjectShape)
                continue;
            NodeIndex big = Counted(drop.Node);
            NodeIndex holder = big.Value == 0 ? big : roles.OwnerOf(heap.Dominators[big]);
            // Everything may hang on the global object; that it is large says nothing.
            if (big.Value == 0 || GlobalObject.Is(heap.Graph[big]))
                continue;
            var unit = new ClassGrowth(HeldGroups.Generations);
            unit.Add(big, HeldGroups.Generations, heap.RetainedSizes[big], 1);
            yield return new()
            {
                Holder = roles.CanHold(holder) ? holder : big,
                Slot = SlotOf(holder, big),
                UnitClass = heap.Classes[big],
                Unit = unit,
                IsDirect = false,
                NothingRemoved = false,
            };
        }
    }

    // The drop may be in a store or in the memory of a buffer: the object that a person knows is above.
    NodeIndex Counted(NodeIndex node)
    {
        while (node.Value != 0 && !roles.IsCounted(node))
            node = heap.Dominators[node];
        return node;
    }

    EdgeIndex? SlotOf(NodeIndex holder, NodeIndex big)
    {
        foreach (HeapEdge edge in heap.Graph[holder].Edges)
        {
            if (edge.TargetIndex == big && edge.Type is EdgeType.Context or EdgeType.Property)
                return edge.Index;
        }
        return null;
    }
}
