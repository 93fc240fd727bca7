using System.Runtime.CompilerServices;

namespace Heaptrail.Postmortem.Memory;

/// <summary>Finds bytes by their address. Not for several threads at once.</summary>
sealed unsafe class AddressSpace(IReadOnlyList<MemoryRange> ranges)
{
    readonly MemoryRange[] ranges = [.. ranges];
    int last;

    internal ReadOnlySpan<MemoryRange> Ranges => ranges;

    /// <summary>Some bytes; <see langword="null"/> when not all of them are there.</summary>
    internal byte* Find(ulong address, long length)
    {
        if ((uint)last >= (uint)ranges.Length || !Holds(ranges[last], address, length))
        {
            int found = Search(address);
            if (found < 0 || !Holds(ranges[found], address, length))
                return null;
            last = found;
        }
        return ranges[last].Pointer + (address - ranges[last].Start);
    }

    /// <summary>A word; 0 when it is not there.</summary>
    internal ulong Word(ulong address) => Find(address, 8) is var found && found != null ? Unsafe.ReadUnaligned<ulong>(found) : 0;

    /// <summary>The range that an address lies in; an empty one when there is none.</summary>
    internal MemoryRange RangeOf(ulong address) => Search(address) is >= 0 and var found && Holds(ranges[found], address, 1) ? ranges[found] : default;

    static bool Holds(in MemoryRange range, ulong address, long length) =>
        address >= range.Start && address - range.Start < (ulong)range.Length && length <= range.Length - (long)(address - range.Start);

    // The last range that begins at the address or before.
    int Search(ulong address)
    {
        int low = 0;
        int high = ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (ranges[middle].Start <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
