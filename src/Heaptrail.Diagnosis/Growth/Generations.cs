using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// For every node of the last snapshot the first snapshot that has it, from 1. V8 keeps odd ids for the life of an object; even
/// ones belong to the embedder and change from snapshot to snapshot, so those nodes have no generation (0).
/// </summary>
public sealed class Generations
{
    readonly byte[] generations;

    Generations(byte[] generations, Intervals intervals)
    {
        this.generations = generations;
        Intervals = intervals;
    }

    /// <summary>Number of snapshots.</summary>
    public int Count => Intervals.Snapshots;

    /// <summary>The intervals between the snapshots.</summary>
    public Intervals Intervals { get; }

    /// <summary>Generation of a node; 0 when it has none.</summary>
    public int this[NodeIndex node] => generations[node.Value];

    /// <summary>Whether a node was there from the first snapshot on.</summary>
    public bool IsOld(NodeIndex node) => generations[node.Value] == 1;

    /// <summary>Whether a node came after the first snapshot.</summary>
    public bool IsNew(NodeIndex node) => generations[node.Value] > 1;

    /// <summary>Takes a node for one that was there from the first snapshot on.</summary>
    internal void Adopt(NodeIndex node) => generations[node.Value] = 1;

    /// <summary>Compares ids from snapshot to snapshot.</summary>
    /// <param name="last">The last snapshot.</param>
    /// <param name="earlier">The objects of those before it, oldest first.</param>
    /// <param name="requests">Requests served until each snapshot; <see langword="null"/> when none were counted.</param>
    public static Generations Find(HeapGraph last, IReadOnlyList<ObjectMarks> earlier, IReadOnlyList<long>? requests = null)
    {
        var generations = new byte[last.NodeCount];
        for (int i = 0; i < generations.Length; i++)
        {
            long id = last[new NodeIndex(i)].Id;
            if ((id & 1) == 0)
                continue;
            int first = 0;
            while (first < earlier.Count && !earlier[first].Contains(id))
                first++;
            generations[i] = (byte)(first + 1);
        }
        return new(generations, Intervals.Of(earlier.Count + 1, requests));
    }
}
