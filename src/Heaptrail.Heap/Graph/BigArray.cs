using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// Allocates columns. On Linux the kernel is asked for pages of 2 MiB before they are touched: a quarter of the time to open a big
/// file was spent on page faults of 4 KiB each.
/// </summary>
static partial class BigArray
{
    const int HugePage = 2 << 20;
    const int MadviseHugePage = 14; // MADV_HUGEPAGE of linux/mman.h

    /// <summary>An array with arbitrary content, for columns that are filled entirely.</summary>
    internal static T[] Uninitialized<T>(int count)
        where T : unmanaged
    {
        T[] array = GC.AllocateUninitializedArray<T>(count);
        Advise(array);
        return array;
    }

    /// <summary>An array of zeros.</summary>
    internal static T[] Zeroed<T>(int count)
        where T : unmanaged
    {
        if ((long)count * Unsafe.SizeOf<T>() < 2 * HugePage)
            return new T[count];
        T[] array = Uninitialized<T>(count);
        array.AsSpan().Clear();
        return array;
    }

    /// <summary>An array of one value.</summary>
    internal static T[] Filled<T>(int count, T value)
        where T : unmanaged
    {
        T[] array = Uninitialized<T>(count);
        array.AsSpan().Fill(value);
        return array;
    }

    // It is advice: where the kernel or the system does not know it, nothing is lost.
    static unsafe void Advise<T>(T[] array)
        where T : unmanaged
    {
        long bytes = (long)array.Length * sizeof(T);
        if (bytes < 2 * HugePage || !OperatingSystem.IsLinux())
            return;
        fixed (T* start = array)
        {
            nint first = ((nint)start + HugePage - 1) & ~(HugePage - 1);
            nint end = (nint)((long)start + bytes) & ~(HugePage - 1);
            if (end > first)
                _ = Madvise(first, (nuint)(end - first), MadviseHugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(nint address, nuint length, int advice);
}
