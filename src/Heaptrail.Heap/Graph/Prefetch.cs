using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Heaptrail.Heap.Graph;

/// <summary>Asks for memory that is read soon. Searches jump through columns larger than any cache, but know where to well ahead.</summary>
static class Prefetch
{
    /// <summary>Asks for one value; a place outside of the column is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Of<T>(ReadOnlySpan<T> column, int index)
    {
        // The address may move or be anything: it is only a hint.
        if (Sse.IsSupported && (uint)index < (uint)column.Length)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetReference(column), index)));
    }
}
