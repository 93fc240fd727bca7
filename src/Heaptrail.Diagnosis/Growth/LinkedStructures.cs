using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Lists and trees whose members are of one class and hang on one another. A new member hangs on an old one at the end of a branch;
/// who owns the first member is the one that holds.
/// </summary>
sealed class LinkedStructures
{
    readonly IndexedHeap heap;
    readonly Generations generations;
    readonly NodeRoles roles;
    readonly int[] first;

    internal LinkedStructures(IndexedHeap heap, Generations generations, NodeRoles roles)
    {
        this.heap = heap;
        this.generations = generations;
        this.roles = roles;
        first = new int[heap.Graph.NodeCount];
        var isMember = new Dictionary<ClassId, bool>();
        // A node's dominator comes before it in the order, so the first member of its branch is known by then.
        for (int place = 1; place < first.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            NodeIndex above = Above(node);
            ClassId of = heap.Classes[node];
            if (!isMember.TryGetValue(of, out bool known))
                isMember.Add(of, known = IsMember(heap.Graph[node].Type, heap.Classes.NameOf(of)));
            first[node.Value] = known && heap.Classes[above] == of ? first[above.Value] : node.Value;
        }
    }

    /// <summary>
    /// The owner of the structure that an old member belongs to; the member itself when it stands alone. Of promises it is the first
    /// one: for that one all others wait.
    /// </summary>
    internal NodeIndex OwnerOf(NodeIndex member)
    {
        var start = new NodeIndex(first[member.Value]);
        if (IsPromise(heap.Graph[member].Type, heap.Classes.NameOf(member)))
            return generations.IsOld(start) ? start : member;
        NodeIndex owner = Above(start);
        return start != member && generations.IsOld(owner) && roles.CanHold(owner) ? owner : member;
    }

    // Promises hang on one another by then() and await.
    static bool IsMember(NodeType type, string name) => UnitChoice.IsRecord(type, name) || IsPromise(type, name);

    static bool IsPromise(NodeType type, string name) => type == NodeType.Object && name == "Promise";

    NodeIndex Above(NodeIndex node) => roles.OwnerOf(heap.Dominators[node]);
}
