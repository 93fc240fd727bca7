using System.Collections;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>The units of a suspect, each once, in the order in which they were added. A bit for each node: a million of them are asked for often.</summary>
sealed class UnitSet(int nodes) : IReadOnlyCollection<int>
{
    readonly BitArray contained = new(nodes);
    readonly List<int> members = [];

    /// <summary>How many there are.</summary>
    public int Count => members.Count;

    internal static UnitSet Of(HeapGraph graph, IEnumerable<NodeIndex> units)
    {
        var set = new UnitSet(graph.NodeCount);
        foreach (NodeIndex unit in units)
            set.Add(unit);
        return set;
    }

    /// <summary>Adds one that may be there already.</summary>
    internal void Add(NodeIndex unit)
    {
        if (contained[unit.Value])
            return;
        contained[unit.Value] = true;
        members.Add(unit.Value);
    }

    internal bool Contains(int node) => contained[node];

    /// <summary>Goes through them.</summary>
    public IEnumerator<int> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
