using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>
/// Counts and sizes of groups of nodes. What a group retains is the sum over its nodes without those that another node of the group
/// dominates, so no byte is counted twice.
/// </summary>
sealed class GroupSums
{
    const int None = -1;
    const int FewNodes = 16;

    readonly IndexedHeap heap;
    readonly RowSet nodes;
    readonly int[] groupOf;

    /// <summary>Adds up the groups.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="nodes">The nodes, each once.</param>
    /// <param name="groupOf">The group of each.</param>
    /// <param name="groups">Number of groups.</param>
    internal GroupSums(IndexedHeap heap, RowSet nodes, int[] groupOf, int groups)
    {
        this.heap = heap;
        this.nodes = nodes;
        this.groupOf = groupOf;
        Count = new long[groups];
        Shallow = new long[groups];
        Retained = new long[groups];
        for (int place = 0; place < nodes.Count; place++)
        {
            Count[groupOf[place]]++;
            Shallow[groupOf[place]] += heap.ShallowSizes[new NodeIndex(nodes[place])];
        }
        if (nodes.Count > 0)
            AddRetained(NearestAboveOfFew() ?? NearestAbove());
    }

    internal long[] Count { get; }

    internal long[] Shallow { get; }

    internal long[] Retained { get; }

    // For a few nodes it is quicker to walk up from each, unless they stand deep in a list. Null when that takes too long.
    int[]? NearestAboveOfFew()
    {
        int steps = heap.Graph.NodeCount / FewNodes;
        if (nodes.Count > steps)
            return null;
        var placeOf = new Dictionary<NodeIndex, int>();
        for (int place = 0; place < nodes.Count; place++)
            placeOf.Add(new(nodes[place]), place);
        int[] above = new int[nodes.Count];
        for (int place = 0; place < above.Length; place++)
        {
            above[place] = None;
            for (NodeIndex node = new(nodes[place]); node != NodeIndex.Root && above[place] == None; steps--)
            {
                if (steps == 0)
                    return null;
                node = heap.Dominators[node];
                above[place] = placeOf.GetValueOrDefault(node, None);
            }
        }
        return above;
    }

    // For each node of the set the place of its nearest dominator in the set.
    int[] NearestAbove()
    {
        int[] placeOf = new int[heap.Graph.NodeCount];
        placeOf.AsSpan().Fill(None);
        for (int place = 0; place < nodes.Count; place++)
            placeOf[nodes[place]] = place;
        // In depth-first order a dominator comes before what it dominates, so one pass hands the nearest place down.
        int[] above = new int[nodes.Count];
        if (placeOf[0] >= 0)
            above[placeOf[0]] = None;
        for (int i = 1; i < placeOf.Length; i++)
        {
            NodeIndex node = heap.Dominators.InOrder(i);
            int from = placeOf[heap.Dominators[node].Value];
            ref int own = ref placeOf[node.Value];
            if (own < 0)
                own = from;
            else
                above[own] = from;
        }
        return above;
    }

    // Walks down the dominator tree of the set alone. Nothing is recursive: a list may be a million nodes deep.
    void AddRetained(int[] above)
    {
        int[] firstBelow = new int[above.Length];
        int[] next = new int[above.Length];
        firstBelow.AsSpan().Fill(None);
        int top = None;
        for (int place = above.Length - 1; place >= 0; place--)
        {
            ref int first = ref above[place] < 0 ? ref top : ref firstBelow[above[place]];
            next[place] = first;
            first = place;
        }
        var isOpen = new bool[Retained.Length];
        var opened = new bool[above.Length];
        for (int at = top; at >= 0;)
        {
            int group = groupOf[at];
            if (!isOpen[group])
            {
                Retained[group] += heap.RetainedSizes[new NodeIndex(nodes[at])];
                isOpen[group] = opened[at] = true;
            }
            if (firstBelow[at] >= 0)
            {
                at = firstBelow[at];
                continue;
            }
            at = LeaveUpwards(at, above, next, isOpen, opened);
        }
    }

    int LeaveUpwards(int at, int[] above, int[] next, bool[] isOpen, bool[] opened)
    {
        while (at >= 0)
        {
            if (opened[at])
                isOpen[groupOf[at]] = false;
            if (next[at] >= 0)
                return next[at];
            at = above[at];
        }
        return None;
    }
}
