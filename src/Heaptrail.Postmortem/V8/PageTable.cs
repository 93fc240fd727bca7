using System.Numerics;
using System.Runtime.CompilerServices;

namespace Heaptrail.Postmortem.V8;

/// <summary>The pages of one heap by address, each in units of 256 KiB, with a mark for each word of them.</summary>
sealed unsafe class PageTable
{
    /// <summary>Words of 64 marks in a unit.</summary>
    internal const int MarkWords = (int)(V8Page.Unit / 8 / 64);

    readonly ulong[] keys;
    readonly int[] values;
    readonly int mask;

    internal PageTable(IEnumerable<V8Page> pages)
    {
        var units = new List<Unit>();
        foreach (V8Page page in pages.OrderBy(page => page.Start))
        {
            for (ulong at = page.Start; at < page.AreaEnd; at += V8Page.Unit)
            {
                // Only the first unit of a large page has an object in it, but its data is looked at in all.
                units.Add(new(at, Math.Max(at, page.AreaStart), Math.Min(at + V8Page.Unit, page.AreaEnd), page.AreaEnd, page.Pointer + (at - page.Start)) { IsYoung = page.IsYoung });
            }
        }
        Units = [.. units];
        int size = 1024;
        while (size < Units.Length * 2)
            size *= 2;
        keys = new ulong[size];
        values = new int[size];
        mask = size - 1;
        for (int i = 0; i < Units.Length; i++)
        {
            ulong key = Units[i].Start >> V8Page.UnitBits;
            int slot = SlotOf(key);
            while (keys[slot] != 0 && keys[slot] != key)
                slot = (slot + 1) & mask;
            keys[slot] = key;
            values[slot] = i;
        }
    }

    internal Unit[] Units { get; }

    /// <summary>The unit that an address lies in; -1 when it is on no page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ulong address)
    {
        ulong key = address >> V8Page.UnitBits;
        for (int slot = SlotOf(key); keys[slot] != 0; slot = (slot + 1) & mask)
        {
            if (keys[slot] == key)
                return values[slot];
        }
        return -1;
    }

    /// <summary>Addresses of the objects that are marked, with V8's tag.</summary>
    internal IEnumerable<ulong> Marked()
    {
        foreach (Unit unit in Units)
        {
            if (unit.Marks is null)
                continue;
            for (int word = 0; word < unit.Marks.Length; word++)
            {
                for (ulong marks = unit.Marks[word]; marks != 0; marks &= marks - 1)
                    yield return unit.Start + ((ulong)((word * 64) + BitOperations.TrailingZeroCount(marks)) * 8) + 1;
            }
        }
    }

    int SlotOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 40) & mask;

    /// <summary>Some of a page.</summary>
    internal sealed class Unit(ulong start, ulong areaStart, ulong areaEnd, ulong pageEnd, byte* bytes)
    {
        /// <summary>Its address.</summary>
        internal ulong Start => start;

        /// <summary>Whether V8 moves its objects at the next small collection.</summary>
        internal bool IsYoung { get; init; }

        /// <summary>Its bytes.</summary>
        internal byte* Bytes => bytes;

        /// <summary>Bytes from an address in it to the end of its page.</summary>
        internal long Left(ulong address) => (long)(pageEnd - address);

        /// <summary>One bit for each word that is the first of an object that is alive; <see langword="null"/> when none is.</summary>
        internal ulong[]? Marks { get; private set; }

        /// <summary>Number of the first object that is alive in it.</summary>
        internal int FirstNode { get; set; }

        /// <summary>Number of objects before each word of marks.</summary>
        internal int[]? Ranks { get; set; }

        internal bool Holds(ulong address) => address >= areaStart && address < areaEnd;

        /// <summary>Marks an object. Returns whether it was not marked before.</summary>
        internal bool Mark(ulong address)
        {
            int word = (int)((address & (V8Page.Unit - 1)) >> 3);
            ulong bit = 1UL << (word & 63);
            ref ulong marks = ref (Marks ??= new ulong[MarkWords])[word >> 6];
            bool isNew = (marks & bit) == 0;
            marks |= bit;
            return isNew;
        }

        internal bool IsMarked(ulong address)
        {
            int word = (int)((address & (V8Page.Unit - 1)) >> 3);
            return Marks is not null && (Marks[word >> 6] >> (word & 63) & 1) != 0;
        }
    }
}
