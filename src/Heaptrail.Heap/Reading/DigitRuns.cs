using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heaptrail.Heap.Reading;

/// <summary>Finds and reads decimal numbers in bytes without looking at them one by one.</summary>
static class DigitRuns
{
    const ulong LowNibbles = 0x0F0F0F0F0F0F0F0F;

    /// <summary>One bit for each of 32 bytes that is no digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint NotDigits(Vector256<byte> bytes) =>
        ~Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10)).ExtractMostSignificantBits();

    /// <summary>One bit for each of 32 bytes that is a comma.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Commas(Vector256<byte> bytes) => Vector256.Equals(bytes, Vector256.Create((byte)',')).ExtractMostSignificantBits();

    /// <summary>Value of 1 to 18 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Value(ref byte digits, int length)
    {
        if (length > 8)
            return LongValue(ref digits, length);
        // What follows the digits is shifted out, what comes in counts as leading zeros.
        ulong word = (Unsafe.ReadUnaligned<ulong>(ref digits) << (64 - (length * 8))) & LowNibbles;
        return Combine(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Combine(ulong word)
    {
        word = (word * 2561) >> 8;
        word = ((word & 0x00FF00FF00FF00FF) * 6553601) >> 16;
        return ((word & 0x0000FFFF0000FFFF) * 42949672960001) >> 32;
    }

    static ulong LongValue(ref byte digits, int length)
    {
        if (length > 18)
            throw new IrregularLayoutException();
        ulong value = Combine(Unsafe.ReadUnaligned<ulong>(ref digits) & LowNibbles);
        for (int i = 8; i < length; i++)
            value = (value * 10) + (ulong)(Unsafe.Add(ref digits, i) - '0');
        return value;
    }
}
