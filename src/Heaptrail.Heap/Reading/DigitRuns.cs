using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>Values of two numbers of 1 to 8 digits with one byte between them, 16 bytes at most together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong TwoValues(ref byte digits, int first, int second, ref byte places, out ulong secondValue)
    {
        // Each number goes to the end of its half, with zeros before it; then neighbours are joined three times.
        Vector128<byte> placed = Ssse3.Shuffle(Vector128.LoadUnsafe(ref digits) & Vector128.Create((byte)0x0F), Order(ref places, first, second));
        Vector128<short> pairs = Ssse3.MultiplyAddAdjacent(placed, Vector128.Create(0x010A010A010A010AL).AsSByte());
        Vector128<int> fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x0001_0064).AsInt16());
        Vector128<int> eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create(0x0001_2710).AsInt16());
        ulong both = eights.AsUInt64().ToScalar();
        secondValue = both >> 32;
        return (uint)both;
    }

    /// <summary>Values of two times two such numbers, of which each half has the first below the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<ulong> FourValues(Vector256<byte> digits, Vector256<byte> orders)
    {
        Vector256<byte> placed = Avx2.Shuffle(digits & Vector256.Create((byte)0x0F), orders);
        Vector256<short> pairs = Avx2.MultiplyAddAdjacent(placed, Vector256.Create(0x010A010A010A010AL).AsSByte());
        Vector256<int> fours = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create(0x0001_0064).AsInt16());
        return Avx2.MultiplyAddAdjacent(Avx2.PackUnsignedSaturate(fours, fours).AsInt16(), Vector256.Create(0x0001_2710).AsInt16()).AsUInt64();
    }

    /// <summary>Which byte goes to which of 16 places for two numbers of these lengths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Order(ref byte places, int first, int second) =>
        Vector128.LoadUnsafe(ref places, (nuint)((((first << 3) + second) - 9) << 4));

    /// <summary>For each two lengths from 1 to 8 which byte goes to which of 16 places.</summary>
    internal static byte[] TwoPlaces()
    {
        const byte None = 0x80;
        var places = new byte[64 * 16];
        Array.Fill(places, None);
        for (int first = 1; first <= 8; first++)
        {
            for (int second = 1; second <= 8; second++)
            {
                Span<byte> order = places.AsSpan(((first << 3) + second - 9) << 4, 16);
                for (int i = 0; i < first; i++)
                    order[8 - first + i] = (byte)i;
                for (int i = 0; i < second && first + 1 + i < 16; i++)
                    order[16 - second + i] = (byte)(first + 1 + i);
            }
        }
        return places;
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
