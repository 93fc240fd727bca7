using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Finds the tables of roots without symbols: undefined, null, true and false stand there at known distances from each other, all on
/// one page, each with the number of its kind. A worker thread has an isolate, and so a table, of its own.
/// </summary>
sealed unsafe class IsolateFinder(AddressSpace space, V8Layout layout, IReadOnlyList<V8Page> pages)
{
    // An isolate is some ten thousand bytes long, and its heap is a part of it.
    const ulong LargestIsolate = 1 << 17;
    const int KindOffset = 40;

    /// <summary>A table of roots and the heap that it belongs to.</summary>
    internal readonly record struct Isolate(ulong Roots, ulong Heap);

    internal List<Isolate> Find()
    {
        var all = new PageTable(pages);
        ulong[] heaps = [.. pages.Select(page => page.Heap).Where(heap => heap != 0).Distinct().Order()];
        var found = new List<Isolate>();
        foreach (MemoryRange range in space.Ranges)
        {
            var words = new ReadOnlySpan<ulong>(range.Pointer, (int)Math.Min(int.MaxValue, range.Length / 8));
            for (int i = 0; i + 5 <= words.Length; i++)
            {
                if (!LooksLikeOddballs(words.Slice(i, 5)) || !AreOddballs(all, words.Slice(i, 5)))
                    continue;
                ulong roots = range.Start + ((ulong)i * 8) - ((ulong)layout.UndefinedRoot * 8);
                ulong isolate = roots - (ulong)layout.Roots;
                ulong heap = heaps.FirstOrDefault(heap => heap >= isolate && heap - isolate < LargestIsolate);
                if (heap != 0 && !found.Exists(other => other.Heap == heap))
                    found.Add(new(roots, heap));
            }
        }
        return found;
    }

    static bool LooksLikeOddballs(ReadOnlySpan<ulong> words)
    {
        ulong undefined = words[0];
        return (undefined & 7) == 1 && (words[2] & 7) == 1 && undefined >> V8Page.UnitBits == words[2] >> V8Page.UnitBits
            && (words[3] & 7) == 1 && (words[4] & 7) == 1 && undefined >> V8Page.UnitBits == words[3] >> V8Page.UnitBits
            && undefined >> V8Page.UnitBits == words[4] >> V8Page.UnitBits && undefined >> V8Page.UnitBits != 0;
    }

    bool AreOddballs(PageTable table, ReadOnlySpan<ulong> words) =>
        KindOf(table, words[0]) == layout.UndefinedKind && KindOf(table, words[2]) == 3 && KindOf(table, words[3]) == 1 && KindOf(table, words[4]) == 0;

    static int KindOf(PageTable table, ulong pointer)
    {
        ulong address = pointer - 1 + KindOffset;
        int unit = table.Find(address);
        if (unit < 0 || !table.Units[unit].Holds(address))
            return -1;
        ulong word = *(ulong*)(table.Units[unit].Bytes + (address & (V8Page.Unit - 1)));
        return V8Heap.IsSmall(word) ? V8Heap.SmallOf(word) : -1;
    }
}
