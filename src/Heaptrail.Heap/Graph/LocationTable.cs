using System.Numerics;
using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Source positions of functions and class instances. One bit per node says whether it has one; the number of bits before it is its
/// place in the column. V8 writes positions in no order, and sorting a million of them took longer than reading them.
/// </summary>
public sealed class LocationTable : IDisposable
{
    internal LocationTable(Column<ulong> bits, Column<int> ranks, Column<ObjectLocation> locations)
    {
        Bits = bits;
        Ranks = ranks;
        Positions = locations;
    }

    internal LocationTable(int nodeCount, List<int> nodes, List<ObjectLocation> positions)
        : this(nodeCount, CollectionsMarshal.AsSpan(nodes), CollectionsMarshal.AsSpan(positions), ColumnMemory.Native)
    {
    }

    internal LocationTable(int nodeCount, ReadOnlySpan<int> nodes, ReadOnlySpan<ObjectLocation> positions, ColumnMemory memory)
    {
        Bits = memory.Filled((nodeCount + 63) >> 6, 0UL);
        Ranks = memory.Allocate<int>(Bits.Length);
        Span<ulong> bits = Bits.Span;
        foreach (int node in nodes)
            bits[node >> 6] |= 1UL << (node & 63);
        Span<int> ranks = Ranks.Span;
        int count = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            ranks[word] = count;
            count += BitOperations.PopCount(bits[word]);
        }
        Positions = memory.Allocate<ObjectLocation>(count);
        Span<ObjectLocation> sorted = Positions.Span;
        for (int i = 0; i < nodes.Length; i++)
            sorted[PlaceOf(nodes[i], bits, ranks)] = positions[i];
    }

    internal Column<ulong> Bits { get; }

    internal Column<int> Ranks { get; }

    internal Column<ObjectLocation> Positions { get; }

    /// <summary>Number of nodes with a position.</summary>
    public int Count => Positions.Length;

    /// <summary>Position of a node's function or constructor; <see langword="null"/> when the file does not say.</summary>
    public ObjectLocation? this[NodeIndex node] =>
        (Bits[node.Value >> 6] >> (node.Value & 63) & 1) != 0 ? Positions[PlaceOf(node.Value)] : null;

    /// <summary>Position of a node that has one.</summary>
    internal ObjectLocation At(int node) => Positions[PlaceOf(node)];

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Bits.Dispose();
        Ranks.Dispose();
        Positions.Dispose();
    }

    // Of a saved index only the words are read that are asked for.
    int PlaceOf(int node) => Ranks[node >> 6] + RankIn(Bits[node >> 6], node);

    static int PlaceOf(int node, ReadOnlySpan<ulong> bits, ReadOnlySpan<int> ranks) =>
        ranks[node >> 6] + RankIn(bits[node >> 6], node);

    static int RankIn(ulong word, int node) => BitOperations.PopCount(word & ((1UL << (node & 63)) - 1));
}
