using System.Numerics;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Numbers of live objects in the graph, in the order of their addresses.</summary>
sealed class NodeNumbers
{
    readonly PageTable pages;

    /// <summary>Numbers the objects that are marked.</summary>
    /// <param name="pages">The pages with their marks.</param>
    /// <param name="first">Number of the first one.</param>
    internal NodeNumbers(PageTable pages, int first)
    {
        this.pages = pages;
        First = first;
        int next = first;
        foreach (PageTable.Unit unit in pages.Units)
        {
            unit.FirstNode = next;
            if (unit.Marks is null)
                continue;
            var ranks = new int[PageTable.MarkWords];
            for (int word = 0; word < ranks.Length; word++)
            {
                ranks[word] = next - unit.FirstNode;
                next += BitOperations.PopCount(unit.Marks[word]);
            }
            unit.Ranks = ranks;
        }
        End = next;
    }

    /// <summary>Number of the first one.</summary>
    internal int First { get; }

    /// <summary>Number behind the last one.</summary>
    internal int End { get; }

    /// <summary>Number of an object; -1 when it is not alive.</summary>
    internal int Of(ulong pointer)
    {
        int found = pages.Find(pointer);
        if (found < 0)
            return -1;
        PageTable.Unit unit = pages.Units[found];
        int word = (int)((pointer & (V8Page.Unit - 1)) >> 3);
        if (unit.Marks is null || (unit.Marks[word >> 6] >> (word & 63) & 1) == 0)
            return -1;
        return unit.FirstNode + unit.Ranks![word >> 6] + BitOperations.PopCount(unit.Marks[word >> 6] & ((1UL << (word & 63)) - 1));
    }

    /// <summary>Address of an object, without V8's tag; <see langword="null"/> when the number is none of an object.</summary>
    internal ulong? AddressOf(int number)
    {
        if (number >= End || FirstWith(number) is not { } unit)
            return null;
        int rank = number - unit.FirstNode;
        int word = Array.BinarySearch(unit.Ranks!, rank);
        // Of words without a mark in front of it the last one counts.
        word = word < 0 ? ~word - 1 : word;
        while (word + 1 < PageTable.MarkWords && unit.Ranks![word + 1] <= rank)
            word++;
        ulong marks = unit.Marks![word];
        for (int left = rank - unit.Ranks![word]; left > 0; left--)
            marks &= marks - 1;
        return unit.Start + ((ulong)((word * 64) + BitOperations.TrailingZeroCount(marks)) * 8);
    }

    // The last unit with objects whose first one has the number or a smaller one.
    PageTable.Unit? FirstWith(int number)
    {
        PageTable.Unit[] units = pages.Units;
        int low = 0;
        int high = units.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (units[middle].FirstNode <= number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        while (high >= 0 && units[high].Marks is null)
            high--;
        return high < 0 ? null : units[high];
    }

    /// <summary>Whether V8 moves an object at the next small collection.</summary>
    internal bool IsYoung(ulong pointer) => pages.Units[pages.Find(pointer)].IsYoung;

    /// <summary>Addresses of all, with V8's tag.</summary>
    internal IEnumerable<ulong> Pointers() => pages.Marked();
}
