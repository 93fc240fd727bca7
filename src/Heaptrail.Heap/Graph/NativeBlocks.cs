using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Memory outside of the garbage collector's heap. Building the indices of one heap takes and returns the same few sizes many times; a
/// block that comes back is kept for the next, because fresh memory costs the kernel more than the work on it.
/// </summary>
static unsafe partial class NativeBlocks
{
    const int MostKept = 32;
    const int MostOfOneSize = 4;
    const nint Page = 4096;
    const int PopulateWrite = 23; // MADV_POPULATE_WRITE of Linux 5.14; an older kernel refuses it and nothing is lost

    static readonly Lock Gate = new();

    // 0 where none is kept. A list would be compiled when the program runs, an array of a plain type is not.
    static readonly long[] KeptSizes = new long[MostKept];
    static readonly nint[] KeptBlocks = new nint[MostKept];

    internal static void* Take(long bytes)
    {
        long size = Rounded(bytes);
        lock (Gate)
        {
            int kept = Array.IndexOf(KeptSizes, size);
            if (kept >= 0)
            {
                KeptSizes[kept] = 0;
                return (void*)KeptBlocks[kept];
            }
        }
        return Fresh(size);
    }

    /// <summary>Takes memory of which little may be used: what nobody writes to costs nothing.</summary>
    internal static void* Reserve(long bytes) => NativeMemory.Alloc((nuint)Rounded(bytes));

    internal static void Return(void* block, long bytes)
    {
        long size = Rounded(bytes);
        lock (Gate)
        {
            int free = Array.IndexOf(KeptSizes, 0);
            if (free >= 0 && KeptSizes.AsSpan().Count(size) < MostOfOneSize)
            {
                KeptSizes[free] = size;
                KeptBlocks[free] = (nint)block;
                return;
            }
        }
        NativeMemory.Free(block);
    }

    /// <summary>Makes a block longer or shorter; what was in it stays.</summary>
    internal static void* Resize(void* block, long bytes) => NativeMemory.Realloc(block, (nuint)Rounded(bytes));

    /// <summary>Gives what is kept back to the system.</summary>
    /// <param name="smallest">Blocks of fewer bytes stay.</param>
    internal static void Trim(long smallest = 0)
    {
        lock (Gate)
        {
            for (int i = 0; i < MostKept; i++)
            {
                if (KeptSizes[i] == 0 || KeptSizes[i] < smallest)
                    continue;
                NativeMemory.Free((void*)KeptBlocks[i]);
                KeptSizes[i] = 0;
            }
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

    static long Rounded(long bytes) => (Math.Max(1, bytes) + 0xFFFF) & ~0xFFFFL;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint bytes, int advice);
}
