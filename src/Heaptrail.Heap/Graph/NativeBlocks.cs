using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Memory outside of the garbage collector's heap. Building the indices of one heap takes and returns the same few sizes many times; a
/// block that comes back is kept for the next, because fresh memory costs the kernel more than the work on it.
/// </summary>
static unsafe partial class NativeBlocks
{
    const int MostKept = 4;
    const nint Page = 4096;
    const int PopulateWrite = 23; // MADV_POPULATE_WRITE of Linux 5.14; an older kernel refuses it and nothing is lost

    static readonly ConcurrentDictionary<long, ConcurrentBag<nint>> kept = [];

    internal static void* Take(long bytes)
    {
        long size = Rounded(bytes);
        return kept.TryGetValue(size, out ConcurrentBag<nint>? blocks) && blocks.TryTake(out nint block) ? (void*)block : Fresh(size);
    }

    internal static void Return(void* block, long bytes)
    {
        ConcurrentBag<nint> blocks = kept.GetOrAdd(Rounded(bytes), _ => []);
        if (blocks.Count < MostKept)
            blocks.Add((nint)block);
        else
            NativeMemory.Free(block);
    }

    /// <summary>Makes a block longer or shorter; what was in it stays.</summary>
    internal static void* Resize(void* block, long bytes) => NativeMemory.Realloc(block, (nuint)Rounded(Math.Max(1, bytes)));

    /// <summary>Gives what is kept back to the system.</summary>
    /// <param name="smallest">Blocks of fewer bytes stay.</param>
    internal static void Trim(long smallest = 0)
    {
        foreach ((long size, ConcurrentBag<nint> blocks) in kept)
        {
            if (size < smallest)
                continue;
            while (blocks.TryTake(out nint block))
                NativeMemory.Free((void*)block);
        }
    }

    static void* Fresh(long size)
    {
        void* block = NativeMemory.Alloc((nuint)size);
        if (OperatingSystem.IsLinux())
        {
            nint first = ((nint)block + Page - 1) & ~(Page - 1);
            nint end = (nint)((long)block + size) & ~(Page - 1);
            _ = Advise((void*)first, (nuint)(end - first), PopulateWrite);
        }
        return block;
    }

    static long Rounded(long bytes) => (bytes + 0xFFFF) & ~0xFFFFL;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);
}
