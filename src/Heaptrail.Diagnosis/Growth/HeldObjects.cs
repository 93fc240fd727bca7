using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Counts what one object holds directly, its stores looked through, the same way in every snapshot. A cache that loses as many
/// entries as it gains holds the same number each time, however new they are.
/// </summary>
static class HeldObjects
{
    internal const int MostStores = 100_000;

    /// <summary>Counted objects that the node with an id points at; <see langword="null"/> when the graph lacks the id.</summary>
    internal static long? Count(HeapGraph graph, NodeIndex holder)
    {
        if (!holder.IsSome)
            return null;
        var seen = new HashSet<int> { holder.Value };
        var stores = new Stack<NodeIndex>([holder]);
        long count = 0;
        while (stores.TryPop(out NodeIndex node) && seen.Count - count < MostStores)
        {
            foreach (HeapEdge edge in graph[node].Edges)
            {
                if (edge.Type is EdgeType.Weak or EdgeType.Shortcut || !seen.Add(edge.TargetIndex.Value))
                    continue;
                if (NodeRoles.RoleOf(edge.Target) == Role.Counted)
                    count++;
                else if (IsOwnStore(edge))
                    stores.Push(edge.TargetIndex);
            }
        }
        return count;
    }

    // Hidden nodes are followed only where they form the object's own list: all else leads to what V8 shares between objects.
    internal static bool IsOwnStore(HeapEdge edge) =>
        edge.Target.Type == NodeType.Array
            ? !edge.HasName("descriptors"u8)
            : edge.Target.Type == NodeType.Hidden && edge.Target.HasName("system / PromiseReaction"u8);
}
