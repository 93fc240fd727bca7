using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// What units keep alive together, by bytes and by class, and what has been told already: a suspect inside another one is no second
/// suspect.
/// </summary>
sealed class SuspectMeasure(IndexedHeap heap, NodeRoles roles)
{
    const double MostlyTold = 0.5;
    const int MostContents = 8;

    readonly HeapGraph graph = heap.Graph;
    readonly bool[] told = new bool[heap.Graph.NodeCount];
    readonly JointRetention retention = new(heap);

    /// <summary>Whether most of the units belong to a suspect that was measured before.</summary>
    internal bool IsTold(UnitSet units) => units.Count(unit => told[unit]) >= units.Count * MostlyTold;

    /// <summary>Completes a candidate by what its units keep; <see langword="null"/> when most of it was told before.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="units">Its units.</param>
    /// <param name="accept">Whether it is told; otherwise its bytes may count for another suspect.</param>
    internal LeakCandidate? Complete(LeakCandidate candidate, UnitSet units, Func<LeakCandidate, bool> accept)
    {
        Func<NodeIndex, bool>? jointly = retention.Of(units);
        var inside = new bool[graph.NodeCount];
        var contents = new Dictionary<ClassId, ClassGrowth>();
        var names = new FunctionNames(graph);
        long bytes = 0;
        long toldBytes = 0;
        for (int place = 1; place < inside.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            bool isUnit = units.Contains(node.Value);
            if (!isUnit && !inside[heap.Dominators[node].Value] && (jointly is null || !jointly(node)))
                continue;
            inside[node.Value] = true;
            bytes += heap.ShallowSizes[node];
            toldBytes += told[node.Value] ? heap.ShallowSizes[node] : 0;
            if (isUnit)
                names.Add(node);
            else if (roles.IsCounted(node) && graph[node].Type is NodeType.Object or NodeType.RegExp)
                Count(contents, node);
        }
        LeakCandidate measured = candidate with
        {
            RetainedBytes = [0, bytes],
            FunctionName = names.Common(),
            Contents = [.. contents.Where(c => c.Value.Added * 2 >= units.Count).OrderByDescending(c => c.Value.AddedBytes).ThenBy(c => c.Key.Value)
                .Take(MostContents).Select(c => (c.Key, c.Value))],
        };
        if (toldBytes > bytes * MostlyTold || !accept(measured))
            return null;
        for (int i = 0; i < inside.Length; i++)
            told[i] |= inside[i];
        return measured;
    }

    void Count(Dictionary<ClassId, ClassGrowth> contents, NodeIndex node)
    {
        if (!contents.TryGetValue(heap.Classes[node], out ClassGrowth? of))
            contents.Add(heap.Classes[node], of = new(HeldGroups.Generations));
        of.Add(node, HeldGroups.Generations, heap.ShallowSizes[node], 1);
    }
}
