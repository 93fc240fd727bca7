using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Matching;

/// <summary>Which objects of a capture are those of an earlier one, by the ids that they have in both. The graphs are not kept.</summary>
public sealed class ObjectMatches
{
    readonly IdTable after = new();
    readonly List<(uint Before, uint After)> pairs = [];

    internal ObjectMatches(HeapGraph earlier, HeapGraph later, int[] laterOf)
    {
        EarlierCount = earlier.NodeCount;
        for (int node = 0; node < laterOf.Length; node++)
        {
            if (laterOf[node] < 0)
                continue;
            (uint before, uint now) = (earlier.NodeIds[node], later.NodeIds[laterOf[node]]);
            pairs.Add((before, now));
            after.Set(before, now);
        }
    }

    /// <summary>Nodes of the earlier capture.</summary>
    public int EarlierCount { get; }

    /// <summary>The ids before and after of all that were recognised.</summary>
    public IReadOnlyList<(uint Before, uint After)> Pairs => pairs;

    /// <summary>Share of the earlier capture that was recognised, 0 to 1. What is missing was collected meanwhile, or could not be told.</summary>
    public double Share => EarlierCount == 0 ? 0 : (double)pairs.Count / EarlierCount;

    /// <summary>Id that an object of the earlier capture has in the later one; 0 when it is gone.</summary>
    /// <param name="before">Its id in the earlier one.</param>
    public long After(long before) => after[before];
}
