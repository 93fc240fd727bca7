using System.Numerics;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Source positions of functions and class instances. One bit per node says whether it has one; the number of bits before it is its
/// place in the column. V8 writes positions in no order, and sorting a million of them took longer than reading them.
/// </summary>
public sealed class LocationTable
{
    readonly ulong[] bits;
    readonly int[] ranks;
    readonly ObjectLocation[] locations;

    internal LocationTable(int nodeCount, List<int> nodes, List<ObjectLocation> positions)
    {
        bits = new ulong[(nodeCount + 63) >> 6];
        ranks = new int[bits.Length];
        foreach (int node in nodes)
            bits[node >> 6] |= 1UL << (node & 63);
        int count = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            ranks[word] = count;
            count += BitOperations.PopCount(bits[word]);
        }
        locations = new ObjectLocation[count];
        for (int i = 0; i < nodes.Count; i++)
            locations[PlaceOf(nodes[i])] = positions[i];
    }

    /// <summary>Number of nodes with a position.</summary>
    public int Count => locations.Length;

    /// <summary>Position of a node's function or constructor; <see langword="null"/> when the file does not say.</summary>
    public ObjectLocation? this[NodeIndex node] =>
        (bits[node.Value >> 6] >> (node.Value & 63) & 1) != 0 ? locations[PlaceOf(node.Value)] : null;

    int PlaceOf(int node) => ranks[node >> 6] + BitOperations.PopCount(bits[node >> 6] & ((1UL << (node & 63)) - 1));
}
