using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Indices;

/// <summary>A set of edges, one bit for each.</summary>
sealed class EdgeSet(int edges)
{
    readonly ulong[] words = new ulong[(edges + 63) >> 6];

    internal bool this[int edge]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (words[edge >> 6] >> (edge & 63) & 1) != 0;
    }

    /// <summary>Sets 64 edges at once; the first is a multiple of 64.</summary>
    internal void SetWord(int edge, ulong word) => words[edge >> 6] = word;
}
