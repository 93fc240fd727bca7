using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Chains in which each new member keeps the one before, and whose newest end several unrelated objects look at: sockets, timers and
/// callbacks that all go on in the context of the last requests. No single object holds them; the link between two members does.
/// </summary>
sealed class SharedChains(IndexedHeap heap, Generations generations, Attribution attribution)
{
    const double NearlyAll = 0.8;
    // Each search passes over the whole heap; the greatest growth is looked at first.
    const int MostSearches = 10;
    const int MostVisited = 1000;
    const int MostTops = 64;

    int[]? scratch;
    int searches;

    /// <summary>The members that others look at, the one with most below it first, and the edge by which that one keeps the next.</summary>
    /// <param name="holder">The one that dominates the members and cannot be told as holder.</param>
    /// <param name="of">Class of the members.</param>
    /// <returns><see langword="null"/> when there is no such chain.</returns>
    internal (IReadOnlyList<NodeIndex> Tops, EdgeIndex Link)? Find(NodeIndex holder, ClassId of)
    {
        if (searches++ >= MostSearches)
            return null;
        Dictionary<int, int> below = MembersBelow(holder, of);
        if (below.Count is 0 or > MostTops || below.Values.Sum() * (1 - NearlyAll) < below.Count)
            return null;
        List<NodeIndex> tops = [.. below.OrderByDescending(top => top.Value).ThenBy(top => top.Key).Select(top => new NodeIndex(top.Key))];
        return LinkOf(tops[0], of) is { } link ? (tops, link) : null;
    }

    // How many members each topmost one dominates, itself included. A node's dominator comes before it in the order.
    Dictionary<int, int> MembersBelow(NodeIndex holder, ClassId of)
    {
        int[] tops = scratch ??= new int[heap.Graph.NodeCount];
        var members = new Dictionary<int, int>();
        for (int place = 0; place < tops.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            int above = place == 0 ? -1 : tops[heap.Dominators[node].Value];
            bool isMember = heap.Classes[node] == of && generations.IsNew(node) && attribution.HolderOf(node) == holder;
            tops[node.Value] = above >= 0 ? above : isMember ? node.Value : -1;
            if (isMember)
                members[tops[node.Value]] = members.GetValueOrDefault(tops[node.Value]) + 1;
        }
        return members;
    }

    // The last variable or property on the shortest way to another member.
    EdgeIndex? LinkOf(NodeIndex top, ClassId of)
    {
        var links = new Dictionary<int, EdgeIndex?> { [top.Value] = null };
        var queue = new Queue<NodeIndex>([top]);
        while (queue.TryDequeue(out NodeIndex node) && links.Count < MostVisited)
        {
            foreach (HeapEdge edge in heap.Graph[node].Edges)
            {
                if (!attribution.Holds(edge, node) || links.ContainsKey(edge.TargetIndex.Value))
                    continue;
                EdgeIndex? link = edge.Type is EdgeType.Context or EdgeType.Property ? edge.Index : links[node.Value];
                if (heap.Classes[edge.TargetIndex] == of)
                    return link;
                links.Add(edge.TargetIndex.Value, link);
                queue.Enqueue(edge.TargetIndex);
            }
        }
        return null;
    }
}
