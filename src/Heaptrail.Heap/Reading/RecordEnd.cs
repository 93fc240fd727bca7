using System.Runtime.CompilerServices;

namespace Heaptrail.Heap.Reading;

/// <summary>What stands behind a record that V8 wrote: a comma or the bracket, with a line feed before it up to Node.js 22.</summary>
static class RecordEnd
{
    /// <summary>Passes it. Returns whether it was the bracket.</summary>
    /// <param name="bytes">The first byte of the window.</param>
    /// <param name="at">Where the record ends; afterwards, where the next begins.</param>
    /// <exception cref="IrregularLayoutException">It is something else.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLast(ref byte bytes, ref int at)
    {
        ref byte behind = ref Unsafe.Add(ref bytes, at);
        if (behind == (byte)'\n')
        {
            behind = ref Unsafe.Add(ref behind, 1);
            at++;
        }
        at++;
        if (behind == (byte)',')
            return false;
        if (behind != (byte)']')
            throw new IrregularLayoutException();
        return true;
    }
}
