using System.Numerics;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Length and hash of a text, and of two texts behind each other without putting them together: a string that a program builds piece
/// by piece is a million joined strings deep, and writing each of them out would be quadratic. The hash is a polynomial modulo
/// 2^61 - 1, so two different texts among a million of one length meet with a chance below one in a million.
/// </summary>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Hash">The hash.</param>
readonly record struct TextHash(int Length, ulong Hash)
{
    const ulong Modulus = (1UL << 61) - 1;
    const ulong Base = 0x1234_5678_9ABC_DEF1;

    internal static TextHash Of(ReadOnlySpan<char> text)
    {
        ulong hash = 0;
        foreach (char unit in text)
            hash = Add(Multiply(hash, Base), unit + 1u);
        return new(text.Length, hash);
    }

    /// <summary>The same for text of ASCII bytes.</summary>
    internal static TextHash OfAscii(ReadOnlySpan<byte> text)
    {
        ulong hash = 0;
        foreach (byte unit in text)
            hash = Add(Multiply(hash, Base), unit + 1u);
        return new(text.Length, hash);
    }

    /// <summary>This text and another behind it.</summary>
    internal TextHash Then(TextHash next) => new(Length + next.Length, Add(Multiply(Hash, Power(next.Length)), next.Hash));

    static ulong Power(int exponent)
    {
        ulong result = 1;
        for (ulong factor = Base; exponent > 0; exponent >>= 1, factor = Multiply(factor, factor))
        {
            if ((exponent & 1) != 0)
                result = Multiply(result, factor);
        }
        return result;
    }

    static ulong Add(ulong a, ulong b)
    {
        ulong sum = a + b;
        return sum >= Modulus ? sum - Modulus : sum;
    }

    static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return Add(low & Modulus, BitOperations.RotateLeft(low, 3) & 7 | (high << 3) & Modulus);
    }
}
