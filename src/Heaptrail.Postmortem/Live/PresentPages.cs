using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Postmortem.Live;

/// <summary>Which pages of a process there are: what was reserved and never touched is not copied.</summary>
static class PresentPages
{
    const ulong Page = 4096;

    // Bits 63 and 62 of an entry: in memory, or swapped out.
    const ulong IsThere = 3UL << 62;

    // A few pages more are cheaper to copy than to be told from the others.
    const ulong SmallestGap = 8 * Page;

    const int EntriesAtOnce = 1 << 15;

    /// <summary>The parts of mappings that are there, by address.</summary>
    internal static List<(ulong Start, ulong End)> Find(int pid, IEnumerable<Mapping> mappings)
    {
        using SafeFileHandle pages = File.OpenHandle($"/proc/{pid}/pagemap");
        var found = new List<(ulong Start, ulong End)>();
        var entries = new ulong[EntriesAtOnce];
        foreach (Mapping mapping in mappings)
        {
            for (ulong at = mapping.Start; at < mapping.End;)
            {
                int wanted = (int)Math.Min(EntriesAtOnce, (mapping.End - at) / Page);
                int read = RandomAccess.Read(pages, MemoryMarshal.AsBytes(entries.AsSpan(0, wanted)), (long)(at / Page * 8)) / 8;
                if (read == 0)
                    break;
                Add(found, mapping.Start, at, entries.AsSpan(0, read));
                at += (ulong)read * Page;
            }
        }
        return found;
    }

    static void Add(List<(ulong Start, ulong End)> found, ulong mapping, ulong start, ReadOnlySpan<ulong> entries)
    {
        for (int i = 0; i < entries.Length; i++)
        {
            if ((entries[i] & IsThere) == 0)
                continue;
            ulong page = start + ((ulong)i * Page);
            // Between two mappings there may be memory that cannot be read.
            if (found.Count > 0 && (page == found[^1].End || (found[^1].End > mapping && page - found[^1].End <= SmallestGap)))
                found[^1] = (found[^1].Start, page + Page);
            else
                found.Add((page, page + Page));
        }
    }
}
