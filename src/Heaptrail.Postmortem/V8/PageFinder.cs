using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>Finds V8's pages by their headers.</summary>
sealed unsafe class PageFinder(AddressSpace space, V8Layout layout) : IDisposable
{
    const ulong LargestHeader = 0x2000;
    const ulong LargestPage = 1UL << 36;

    // FROM_PAGE and TO_PAGE of MemoryChunk, in all versions.
    const ulong Young = 3 << 3;

    readonly List<nint> copies = [];

    internal List<V8Page> Find()
    {
        var pages = new List<V8Page>();
        foreach (MemoryRange range in space.Ranges)
        {
            ulong first = (range.Start + V8Page.Unit - 1) & ~(V8Page.Unit - 1);
            for (ulong start = first; start < range.End && start >= first; start += V8Page.Unit)
            {
                if (TryRead(start) is { } page)
                    pages.Add(page);
            }
        }
        return pages;
    }

    /// <summary>The heaps that have pages, without looking at the pages further.</summary>
    internal List<ulong> Heaps()
    {
        var heaps = new HashSet<ulong>();
        foreach (MemoryRange range in space.Ranges)
        {
            ulong first = (range.Start + V8Page.Unit - 1) & ~(V8Page.Unit - 1);
            for (ulong start = first; start < range.End && start >= first; start += V8Page.Unit)
            {
                if (Header(start) is { Heap: not 0 } page)
                    heaps.Add(page.Heap);
            }
        }
        return [.. heaps];
    }

    /// <summary>A page that may be written to: a copy of it, until this is disposed.</summary>
    internal V8Page Copy(V8Page page)
    {
        if (page.Heap == 0)
            return page;
        var copy = (byte*)NativeMemory.Alloc((nuint)page.Length);
        copies.Add((nint)copy);
        Buffer.MemoryCopy(page.Pointer, copy, page.Length, page.Length);
        return page with { Bytes = (nint)copy };
    }

    V8Page? TryRead(ulong start) => Header(start) is { } page ? page with { Bytes = (nint)WholeOf(start, page.Length) } : null;

    V8Page? Header(ulong start)
    {
        ulong header = layout.Page.Metadata < 0 ? start : space.Word(start + (ulong)layout.Page.Metadata);
        // The base of a read-only page is left out: several processes may have it elsewhere.
        if (header == 0 || (header & 7) != 0 || (layout.Page.Metadata >= 0 && space.Word(header + 8) is var known && known != start && known != 0))
            return null;
        ulong areaStart = space.Word(header + (ulong)layout.Page.AreaStart);
        ulong areaEnd = space.Word(header + (ulong)layout.Page.AreaEnd);
        // Read-only pages do not say how long they are.
        ulong size = Math.Max(V8Page.Unit, space.Word(header + (ulong)layout.Page.Size));
        ulong heap = space.Word(header + (ulong)layout.Page.Heap);
        if (areaStart <= start || areaStart >= start + LargestHeader || (areaStart & 7) != 0 || areaEnd <= areaStart || size > LargestPage || areaEnd > start + size
            || (heap & 7) != 0)
        {
            return null;
        }
        bool isYoung = (space.Word(start + (ulong)layout.Page.Flags) & Young) != 0;
        return new(start, areaStart, areaEnd, heap, isYoung, 0);
    }

    // Pages that the process never touched are not there; whoever reads objects should not have to ask for each.
    byte* WholeOf(ulong start, long length)
    {
        byte* found = space.Find(start, length);
        if (found != null)
            return found;
        var copy = (byte*)NativeMemory.AllocZeroed((nuint)length);
        copies.Add((nint)copy);
        ulong end = start + (ulong)length;
        for (ulong at = start; at < end;)
        {
            MemoryRange range = space.RangeOf(at);
            ulong until = range.Length > 0 ? Math.Min(end, range.End) : at + 4096;
            if (range.Length > 0)
                Unsafe.CopyBlockUnaligned(copy + (at - start), range.Pointer + (at - range.Start), (uint)(until - at));
            at = until;
        }
        return copy;
    }

    /// <summary>Gives back what had to be copied.</summary>
    public void Dispose()
    {
        foreach (nint copy in copies)
            NativeMemory.Free((void*)copy);
        copies.Clear();
    }
}
