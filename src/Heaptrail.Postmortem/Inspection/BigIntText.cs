using System.Globalization;
using System.Numerics;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Writes a BigInt as JavaScript does, with an <c>n</c> behind it.</summary>
static class BigIntText
{
    // Longer ones are told by their size.
    const int MostDigits = 16;

    internal static string Of(V8Heap heap, ulong pointer)
    {
        ulong flags = heap.Field(pointer, 8);
        int digits = (int)(flags >> 1 & 0x3FFFFFFF);
        if (digits > MostDigits)
            return string.Create(CultureInfo.InvariantCulture, $"BigInt of {digits * 64L:N0} bits");
        BigInteger value = BigInteger.Zero;
        for (int i = digits - 1; i >= 0; i--)
            value = (value << 64) | heap.Field(pointer, 16 + (i * 8));
        return ((flags & 1) != 0 ? -value : value).ToString(CultureInfo.InvariantCulture) + "n";
    }
}
