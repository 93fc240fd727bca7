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

    /// <summary>Addresses of all, with V8's tag.</summary>
    internal IEnumerable<ulong> Pointers()
    {
        foreach (PageTable.Unit unit in pages.Units)
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
}
