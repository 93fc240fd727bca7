using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Cuts V8's own layout of number arrays into numbers, 64 bytes at a time: digits, commas and line feeds, nothing else. Where a
/// number ends is found by comparing a whole vector, its value by three multiplications on the eight bytes before the end.
/// Anything unusual makes it stop; the general reader then finds out what it is.
/// </summary>
static class NumberKernel
{
    /// <summary>Bytes that must be readable before the first and behind the last byte of the input.</summary>
    internal const int Padding = Block;

    const int Block = 64;

    const ulong Zeros = 0x3030303030303030;
    const ulong AboveNine = 0x7676767676767676;
    const ulong TopBits = 0x8080808080808080;

    /// <summary>How a run over a window ended.</summary>
    internal enum End
    {
        /// <summary>At the end of the window; the bytes from the position on belong to a number that may go on.</summary>
        Window,
        /// <summary>The batch is full.</summary>
        Batch,
        /// <summary>At the closing bracket, which was passed.</summary>
        Bracket,
        /// <summary>At something that V8 does not write.</summary>
        Irregular,
    }

    /// <summary>Reads numbers from a position of a window.</summary>
    /// <param name="window">The bytes, with <see cref="Padding"/> readable bytes on both sides of the part that counts.</param>
    /// <param name="position">Where to start; where it stopped.</param>
    /// <param name="end">End of the part that counts.</param>
    /// <param name="batch">Receives the numbers.</param>
    /// <param name="count">How many numbers the batch has; the first new one goes behind them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static End Run(byte[] window, ref int position, int end, ulong[] batch, ref int count)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(window);
        ref ulong numbers = ref MemoryMarshal.GetArrayDataReference(batch);
        // One block can end half as many numbers as it has bytes, so the batch is only looked at between blocks.
        int last = batch.Length - (Block / 2);
        int at = position;
        int found = count;
        // The byte before the block: a run always starts behind one that is no digit.
        ulong carry = 1;
        ulong commaBefore = Unsafe.Add(ref bytes, at - 1) == (byte)',' ? 1u : 0u;
        ulong feedBefore = commaBefore ^ 1;
        int resume = at;
        while (at < end && found <= last)
        {
            Vector256<byte> low = Vector256.LoadUnsafe(ref bytes, (nuint)at);
            Vector256<byte> high = Vector256.LoadUnsafe(ref bytes, (nuint)at + 32);
            ulong digits = Bits(Vector256.LessThan(low - Vector256.Create((byte)'0'), Vector256.Create((byte)10)),
                Vector256.LessThan(high - Vector256.Create((byte)'0'), Vector256.Create((byte)10)));
            ulong commas = Bits(Vector256.Equals(low, Vector256.Create((byte)',')), Vector256.Equals(high, Vector256.Create((byte)',')));
            ulong feeds = Bits(Vector256.Equals(low, Vector256.Create((byte)'\n')), Vector256.Equals(high, Vector256.Create((byte)'\n')));
            ulong others = ~digits;
            ulong afterComma = (commas << 1) | commaBefore;
            ulong afterFeed = (feeds << 1) | feedBefore;
            int length = end - at;
            ulong inside = length >= Block ? ulong.MaxValue : (1UL << length) - 1;
            ulong stop = others & ~(commas | feeds) & inside;
            if (stop != 0)
                inside &= stop ^ (stop - 1);
            // Behind a comma there is a digit, behind a line feed a comma or the bracket.
            if ((((others & afterComma) | (afterFeed & (digits | feeds))) & inside) != 0)
                return End.Irregular;
            ulong ends = others & ~((others << 1) | carry) & inside;
            carry = others >> 63;
            commaBefore = commas >> 63;
            feedBefore = feeds >> 63;
            while (ends != 0)
            {
                int bit = BitOperations.TrailingZeroCount(ends);
                ends &= ends - 1;
                int stopAt = at + bit;
                ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, stopAt - 8)) ^ Zeros;
                ulong foreign = ((word + AboveNine) | word) & TopBits;
                if (foreign == 0)
                {
                    if (!TryLong(ref bytes, stopAt, out Unsafe.Add(ref numbers, found)))
                        return End.Irregular;
                    found++;
                }
                else
                {
                    // Bytes before the number are cleared: they count as leading zeros.
                    word &= ulong.MaxValue << (64 - BitOperations.LeadingZeroCount(foreign));
                    word = (word * 2561) >> 8;
                    word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
                    Unsafe.Add(ref numbers, found++) = ((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
                }
                resume = stopAt + 1;
            }
            if (stop != 0)
            {
                int stopped = at + BitOperations.TrailingZeroCount(stop);
                count = found;
                position = stopped + 1;
                return Unsafe.Add(ref bytes, stopped) == (byte)']' ? End.Bracket : End.Irregular;
            }
            at += Block;
        }
        // What follows the last number may be the beginning of the next: it is read again.
        count = found;
        position = resume;
        return at >= end ? End.Window : End.Batch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Bits(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    // Eight digits and more, up to what 63 bits can hold.
    static bool TryLong(ref byte bytes, int end, out ulong value)
    {
        value = 0;
        int start = end;
        while (end - start <= 19 && IsDigit(Unsafe.Add(ref bytes, start - 1)))
            start--;
        if (end - start > 18)
            return false;
        for (int i = start; i < end; i++)
            value = (value * 10) + (ulong)(Unsafe.Add(ref bytes, i) - '0');
        return true;
    }
}
