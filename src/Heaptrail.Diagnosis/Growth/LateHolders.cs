using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Holders that were made after the first snapshot: a cache that the first request of its kind creates. Such a one has lasted, and has
/// gained in every interval after its own; from then on it is a holder like those that were there before.
/// </summary>
sealed class LateHolders(IndexedHeap heap, Generations generations, NodeRoles roles)
{
    const int FewestGained = 50;

    /// <summary>Takes them for old from now on.</summary>
    internal void Adopt()
    {
        foreach ((int holder, long[] gained) in Gains())
        {
            var node = new NodeIndex(holder);
            if (gained.AsSpan(generations[node]).IndexOfAnyInRange(long.MinValue, FewestGained - 1) < 0)
                generations.Adopt(node);
        }
    }

    // For each holder of a middle generation what it points at, by generation from 1.
    Dictionary<int, long[]> Gains()
    {
        var gains = new Dictionary<int, long[]>();
        HeapGraph graph = heap.Graph;
        for (int i = 0; i < graph.NodeCount; i++)
        {
            NodeIndex owner = roles.OwnerOf(new(i));
            if (generations[owner] is var own && (own <= 1 || own >= generations.Count) || !roles.CanHold(owner))
                continue;
            foreach (HeapEdge edge in graph[new NodeIndex(i)].Edges)
            {
                int generation = generations[edge.TargetIndex];
                if (generation <= own || !roles.IsCounted(edge.TargetIndex) || edge.Type is EdgeType.Weak or EdgeType.Shortcut)
                    continue;
                if (!gains.TryGetValue(owner.Value, out long[]? of))
                    gains.Add(owner.Value, of = new long[generations.Count]);
                of[generation - 1]++;
            }
        }
        return gains;
    }
}
