using System.Buffers;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the <c>strings</c> section: bytes are copied as they are, escapes stay.</summary>
static class StringSection
{
    static readonly SearchValues<byte> QuoteOrEscape = SearchValues.Create("\"\\"u8);

    internal static StringTable Read(ByteCursor cursor, SnapshotLimits limits)
    {
        var strings = new StringTableBuilder();
        Read(cursor, limits, strings);
        return strings.Build();
    }

    /// <summary>Reads into a table whose strings stay when the reading fails; the last may then be incomplete.</summary>
    internal static void Read(ByteCursor cursor, SnapshotLimits limits, StringTableBuilder strings)
    {
        cursor.Expect((byte)'[', "'['");
        if (cursor.PeekToken() == ']')
        {
            cursor.Advance(1);
            return;
        }
        while (true)
        {
            cursor.Expect((byte)'"', "a string");
            ReadOne(cursor, strings, limits);
            if (strings.Count > limits.MaxStrings)
                Throw.LimitExceeded("strings", strings.Count, limits.MaxStrings, cursor.Offset);
            byte next = cursor.PeekToken();
            if (next is not ((byte)',' or (byte)']'))
                Throw.Unexpected(next, "',' or ']'", cursor.Section, cursor.Offset);
            cursor.Advance(1);
            if (next == ']')
                return;
        }
    }

    static void ReadOne(ByteCursor cursor, StringTableBuilder strings, SnapshotLimits limits)
    {
        long begin = cursor.Offset;
        while (true)
        {
            ReadOnlySpan<byte> bytes = cursor.Available;
            int stop = bytes.IndexOfAny(QuoteOrEscape);
            int taken = stop < 0 ? bytes.Length : stop;
            strings.Append(bytes[..taken]);
            cursor.Advance(taken);
            if (cursor.Offset - begin > limits.MaxStringBytes)
                Throw.LimitExceeded("bytes of a string", cursor.Offset - begin, limits.MaxStringBytes, begin);
            byte next = cursor.Next(); // a quote, an escape, or the first byte of the following window
            if (next == '"')
            {
                strings.End();
                return;
            }
            if (next == '\\')
                AppendEscape(cursor, strings);
            else
                strings.Append([next]);
        }
    }

    // Well-known names are compared by their bytes, so an escape that V8 would not write ("\/", "\u003c") becomes its character.
    static void AppendEscape(ByteCursor cursor, StringTableBuilder strings)
    {
        byte kind = cursor.Next();
        if (kind != 'u')
        {
            strings.Append(kind == '/' ? "/"u8 : [(byte)'\\', kind]);
            return;
        }
        Span<byte> escape = [(byte)'\\', kind, 0, 0, 0, 0];
        int unit = 0;
        for (int i = 2; i < escape.Length; i++)
        {
            byte digit = escape[i] = cursor.Next();
            if (!char.IsAsciiHexDigit((char)digit))
                Throw.Unexpected(digit, "a hexadecimal digit", cursor.Section, cursor.Offset - 1);
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        strings.Append(unit is >= ' ' and < 0x7F and not '"' and not '\\' ? [(byte)unit] : escape);
    }
}
