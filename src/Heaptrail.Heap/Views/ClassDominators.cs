using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>What owns the objects of a class: the class of the object that dominates each, looked for above the class itself and above stores.</summary>
public static class ClassDominators
{
    /// <summary>Finds the owners by class, most retained bytes first. Linear.</summary>
    public static IReadOnlyList<ClassDominator> Find(IndexedHeap heap, ClassMembers members)
    {
        if (members.Nodes.Count == 0)
            return [];
        NodeIndex[] owners = Owners(heap, heap.Classes[members.Nodes[0]]);
        var groups = new Dictionary<ClassId, Group>();
        foreach (NodeIndex node in members.Nodes)
        {
            NodeIndex owner = owners[node.Value];
            ClassId id = heap.Classes[owner];
            if (!groups.TryGetValue(id, out Group? group))
                groups.Add(id, group = new());
            group.Add(owner, heap.ShallowSizes[node], members.RetainedBytesOf(node), heap.RetainedSizes[owner]);
        }
        return [.. groups.Select(g => g.Value.ToRow(heap.Classes.NameOf(g.Key))).OrderByDescending(r => r.RetainedBytes).ThenByDescending(r => r.Count).ThenBy(r => r.Largest.Value)];
    }

    // From the root down: the owner of a node is its dominator, or the owner of that if it is a store or of the class itself.
    static NodeIndex[] Owners(IndexedHeap heap, ClassId ofClass)
    {
        var owners = new NodeIndex[heap.Dominators.Count];
        owners[0] = NodeIndex.Root;
        for (int place = 1; place < owners.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            NodeIndex above = heap.Dominators[node];
            bool isPassed = above != NodeIndex.Root && (heap.Classes[above] == ofClass || heap.Graph[above].IsStore());
            owners[node.Value] = isPassed ? owners[above.Value] : above;
        }
        return owners;
    }

    sealed class Group
    {
        readonly HashSet<NodeIndex> owners = [];
        NodeIndex largest = NodeIndex.None;
        long largestBytes = -1;
        long count, shallow, retained;

        internal void Add(NodeIndex owner, long shallowBytes, long retainedBytes, long ownerBytes)
        {
            count++;
            shallow += shallowBytes;
            retained += retainedBytes;
            owners.Add(owner);
            if (ownerBytes > largestBytes || (ownerBytes == largestBytes && owner.Value < largest.Value))
                (largest, largestBytes) = (owner, ownerBytes);
        }

        internal ClassDominator ToRow(string className) => new(className, owners.Count, count, shallow, retained, largest);
    }
}

/// <summary>The owners of one class.</summary>
/// <param name="Class">Class of the owners.</param>
/// <param name="Owners">How many there are.</param>
/// <param name="Count">Objects of the class in question that they own.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain, without those that another object of the class dominates.</param>
/// <param name="Largest">The owner that retains most.</param>
public sealed record ClassDominator(string Class, int Owners, long Count, long ShallowBytes, long RetainedBytes, NodeIndex Largest);
