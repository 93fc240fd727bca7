using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// A number for each object by its id, 0 where there is none. Only odd ids, which last; those of a process lie close together, so a
/// page of numbers is taken for each run of them that is used.
/// </summary>
public sealed class IdTable
{
    const int PageBits = 12;
    const int PageMask = (1 << PageBits) - 1;

    readonly List<uint[]?> pages = [];

    /// <summary>Number of an id; even ones have none.</summary>
    /// <param name="id">V8's id.</param>
    public uint this[long id]
    {
        get
        {
            long page = id >> (PageBits + 1);
            return (id & 1) == 0 || page < 0 || page >= pages.Count || pages[(int)page] is not { } numbers ? 0 : numbers[(int)(id >> 1) & PageMask];
        }
    }

    /// <summary>Highest id with a number; 0 when there is none.</summary>
    public long Highest { get; private set; }

    /// <summary>Gives an odd id a number.</summary>
    /// <param name="id">V8's id, of four bytes.</param>
    /// <param name="number">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long id, uint number)
    {
        int page = (int)((uint)id >> (PageBits + 1));
        if (page >= pages.Count || pages[page] is not { } numbers)
            numbers = AddPage(page);
        numbers[(int)(id >> 1) & PageMask] = number;
        Highest = Math.Max(Highest, id);
    }

    /// <summary>The numbers of the ids that both tables have, pair by pair in order of ids.</summary>
    internal static IEnumerable<(ReadOnlyMemory<uint> First, ReadOnlyMemory<uint> Second)> CommonPages(IdTable first, IdTable second)
    {
        for (int page = 0; page < Math.Min(first.pages.Count, second.pages.Count); page++)
        {
            if (first.pages[page] is { } one && second.pages[page] is { } other)
                yield return (one, other);
        }
    }

    uint[] AddPage(int page)
    {
        while (pages.Count <= page)
            pages.Add(null);
        return pages[page] = new uint[PageMask + 1];
    }
}
