using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// What units reach and something else holds for the moment as well: the request that a leaked listener sees, while a timer that has
/// not run yet sees it too. It grows with the units, so it comes along with them, though taking them away alone would not free it.
/// </summary>
sealed class SharedContent(IndexedHeap heap, Generations generations, NodeRoles roles, Attribution attribution)
{
    // Each search may pass over everything that is new; the greatest growth is looked at first, and it is where it matters.
    const int MostSearches = 10;

    readonly bool[] claimed = new bool[heap.Graph.NodeCount];
    int searches;

    /// <summary>Says which nodes count for a leak already; 0 stands for those that do not.</summary>
    internal void Claim(byte[] inside)
    {
        for (int i = 0; i < inside.Length; i++)
            claimed[i] |= inside[i] > 0;
    }

    /// <summary>New nodes that units reach over new nodes, count for no leak yet, and are of a class that grows like a leak.</summary>
    internal HashSet<int> Of(IReadOnlySet<int> units)
    {
        if (searches++ >= MostSearches)
            return [];
        var byClass = new Dictionary<ClassId, (ClassGrowth Growth, List<int> Nodes)>();
        foreach (NodeIndex node in Reached(units))
        {
            if (claimed[node.Value] || !roles.IsCounted(node))
                continue;
            if (!byClass.TryGetValue(heap.Classes[node], out (ClassGrowth Growth, List<int> Nodes) of))
                byClass.Add(heap.Classes[node], of = (new(generations.Intervals), []));
            of.Growth.Add(node, generations[node], heap.ShallowSizes[node], attribution.DepthOf(node));
            of.Nodes.Add(node.Value);
        }
        return [.. byClass.Values.Where(of => of.Growth.IsGrowing).SelectMany(of => of.Nodes)];
    }

    IEnumerable<NodeIndex> Reached(IReadOnlySet<int> units)
    {
        HashSet<int> seen = [.. units];
        var rest = new Stack<int>(units.Order());
        while (rest.TryPop(out int at))
        {
            var node = new NodeIndex(at);
            foreach (HeapEdge edge in heap.Graph[node].Edges)
            {
                NodeIndex target = edge.TargetIndex;
                if (!generations.IsNew(target) || !attribution.Holds(edge, node) || !seen.Add(target.Value))
                    continue;
                rest.Push(target.Value);
                yield return target;
            }
        }
    }
}
