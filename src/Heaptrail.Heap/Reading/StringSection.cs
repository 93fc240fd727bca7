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
        cursor.Expect((byte)'[', "'['");
        if (cursor.PeekToken() == ']')
        {
            cursor.Advance(1);
            return strings.Build();
        }
        while (true)
        {
            cursor.Expect((byte)'"', "a string");
            ReadOne(cursor, strings, limits);
            if (strings.Count > limits.MaxStrings)
                Throw.LimitExceeded("strings", strings.Count, limits.MaxStrings);
            byte next = cursor.PeekToken();
            if (next is not ((byte)',' or (byte)']'))
                Throw.Unexpected(next, "',' or ']'", cursor.Section, cursor.Offset);
            cursor.Advance(1);
            if (next == ']')
                return strings.Build();
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
                Throw.LimitExceeded("bytes of a string", cursor.Offset - begin, limits.MaxStringBytes);
            byte next = cursor.Next(); // a quote, an escape, or the first byte of the following window
            if (next == '"')
            {
                strings.End();
                return;
            }
            strings.Append([next]);
            if (next == '\\')
                strings.Append([cursor.Next()]);
        }
    }
}
