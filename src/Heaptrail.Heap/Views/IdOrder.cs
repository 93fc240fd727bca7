using System.Runtime.CompilerServices;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The objects of one heap that have a size, sorted by V8's id, equal ids in file order: heaps of one process are compared by walking
/// along two of these.
/// </summary>
sealed class IdOrder
{
    const int DigitBits = 12;
    const int Digits = 3;

    readonly ulong[] entries;

    IdOrder(ulong[] entries, int count)
    {
        this.entries = entries;
        Count = count;
    }

    /// <summary>Number of objects.</summary>
    internal int Count { get; }

    /// <summary>Id and node of each object, as <see cref="IdOf"/> and <see cref="NodeOf"/> read them.</summary>
    internal ReadOnlySpan<ulong> Entries => entries.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint IdOf(ulong entry) => (uint)(entry >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int NodeOf(ulong entry) => (int)(uint)entry;

    internal static IdOrder Build(IndexedHeap heap)
    {
        var counts = new int[Digits << DigitBits];
        ulong[] entries = GC.AllocateUninitializedArray<ulong>(heap.Graph.NodeCount);
        int count = Collect(heap.Graph.NodeIds.Span, heap.ShallowSizes.Small.Span, entries, counts);
        return new(Sort(entries, count, counts), count);
    }

    /// <summary>Where the objects with this id and higher ones begin.</summary>
    internal int FirstFrom(uint id)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (IdOf(entries[middle]) < id)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // Compiled at run time: 0.3 s less for two heaps of 5.6 million nodes than as ReadyToRun code (CPU, 2026-11-21).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Collect(ReadOnlySpan<uint> ids, ReadOnlySpan<uint> sizes, Span<ulong> entries, Span<int> counts)
    {
        const uint Mask = (1 << DigitBits) - 1;
        int count = 0;
        for (int node = 0; node < ids.Length; node++)
        {
            if (sizes[node] == 0)
                continue;
            uint id = ids[node];
            entries[count++] = ((ulong)id << 32) | (uint)node;
            counts[(int)(id & Mask)]++;
            counts[(1 << DigitBits) + (int)((id >> DigitBits) & Mask)]++;
            counts[(2 << DigitBits) + (int)(id >> (2 * DigitBits))]++;
        }
        return count;
    }

    // By the digits of the id, lowest first: linear, and several times faster than comparing. A digit that is the same in all is
    // passed over: the ids of most programs have only two.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static ulong[] Sort(ulong[] entries, int count, int[] counts)
    {
        ulong[] from = entries;
        ulong[]? to = null;
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> starts = counts.AsSpan(digit << DigitBits, 1 << DigitBits);
            if (count == 0 || starts.Contains(count))
                continue;
            int sum = 0;
            for (int i = 0; i < starts.Length; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            to ??= GC.AllocateUninitializedArray<ulong>(count);
            Span<ulong> sorted = to;
            int shift = 32 + (digit * DigitBits);
            foreach (ulong entry in from.AsSpan(0, count))
                sorted[starts[(int)(entry >> shift) & ((1 << DigitBits) - 1)]++] = entry;
            (from, to) = (to, from);
        }
        return from;
    }
}
