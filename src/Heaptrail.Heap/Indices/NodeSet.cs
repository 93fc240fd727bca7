using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Indices;

/// <summary>A set of nodes, one bit for each: five million nodes fit into the cache of a core.</summary>
sealed class NodeSet(int nodes)
{
    internal ulong[] Words { get; } = new ulong[(nodes + 63) >> 6];

    internal bool this[int node]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Words[node >> 6] >> (node & 63) & 1) != 0;
    }

    /// <summary>Returns whether it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Add(int node)
    {
        ref ulong word = ref Words[node >> 6];
        ulong bit = 1UL << (node & 63);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    internal void Remove(int node) => Words[node >> 6] &= ~(1UL << (node & 63));

    internal void AddAll(NodeSet other)
    {
        for (int i = 0; i < Words.Length; i++)
            Words[i] |= other.Words[i];
    }

    internal NodeSet Copy()
    {
        var copy = new NodeSet(nodes);
        Words.CopyTo(copy.Words, 0);
        return copy;
    }
}
