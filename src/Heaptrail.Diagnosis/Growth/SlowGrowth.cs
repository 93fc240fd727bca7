using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Growth that slows down is mostly a table that fills up: the words of a language, the pages of a site. What hangs on one another
/// in a list or tree of its own class and never loses a member is worth a look, though it proves nothing.
/// </summary>
sealed class SlowGrowth(IndexedHeap heap, Generations generations, NodeRoles roles, Attribution attribution, NetGrowth net)
{
    const double NearlyAll = 0.8;

    /// <summary>Whether growth of a class under holders is that of a list or tree that loses nothing.</summary>
    internal bool IsSuspect(List<HolderGrowth> holders, ClassId of, ClassGrowth growth)
    {
        HeapNode sample = heap.Graph[growth.Sample];
        // Modules hang on those that load them and are never dropped; there are no more of them than files.
        return UnitChoice.IsOwnClass(sample.Type, heap.Classes.NameOf(of)) && !sample.HasName("Module"u8)
            && net.OfKind(sample) >= growth.Added && IsLinked(holders, of);
    }

    bool IsLinked(List<HolderGrowth> holders, ClassId of)
    {
        HashSet<NodeIndex> all = [.. holders.Select(h => h.Holder)];
        int count = 0;
        int linked = 0;
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            if (heap.Classes[node] != of || !generations.IsNew(node) || !all.Contains(attribution.HolderOf(node)))
                continue;
            count++;
            if (heap.Classes[roles.OwnerOf(heap.Dominators[node])] == of)
                linked++;
        }
        return linked >= count * NearlyAll;
    }
}
