using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>Counts by holder and class. Both ways of attribution fill one of these.</summary>
public sealed class GrowthTable(Intervals intervals)
{
    readonly Dictionary<(int Holder, int Class), ClassGrowth> rows = [];

    /// <summary>The holders with their classes, in order of node.</summary>
    public IEnumerable<IGrouping<NodeIndex, (ClassId Class, ClassGrowth Growth)>> ByHolder() => rows
        .OrderBy(row => row.Key.Holder).ThenBy(row => row.Key.Class)
        .GroupBy(row => new NodeIndex(row.Key.Holder), row => (new ClassId(row.Key.Class), row.Value));

    internal void Add(NodeIndex holder, ClassId of, NodeIndex node, int generation, long bytes, int depth)
    {
        ref ClassGrowth? growth = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, (holder.Value, of.Value), out _);
        growth ??= new(intervals);
        growth.Add(node, generation, bytes, depth);
    }
}
