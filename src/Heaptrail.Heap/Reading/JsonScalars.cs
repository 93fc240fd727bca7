using System.Buffers;
using System.Buffers.Text;

namespace Heaptrail.Heap.Reading;

/// <summary>Reads the small values of a JSON text at the cursor without making objects of them.</summary>
sealed class JsonScalars(ByteCursor cursor, SnapshotLimits limits)
{
    const long LargestNumber = 1L << 53;

    static readonly SearchValues<byte> stringEnds = SearchValues.Create("\"\\"u8);
    static readonly SearchValues<byte> objectParts = SearchValues.Create("\"{}"u8);

    byte[] buffer = new byte[1024];
    int length;

    /// <summary>The bytes of a string with its escapes, without quotes. They are valid until the next reading.</summary>
    internal ReadOnlySpan<byte> String()
    {
        cursor.Expect((byte)'"', "a string");
        ReadOnlySpan<byte> here = cursor.Available;
        int end = here.IndexOfAny(stringEnds);
        if (end >= 0 && here[end] == '"')
        {
            RequireShort(end);
            cursor.Advance(end + 1);
            return here[..end];
        }
        length = 0;
        CopyString();
        return buffer.AsSpan(0, length - 1);
    }

    /// <summary>A key and the colon behind it.</summary>
    internal ReadOnlySpan<byte> Key()
    {
        ReadOnlySpan<byte> key = String();
        if (cursor.Available is [(byte)':', ..])
        {
            cursor.Advance(1);
            return key;
        }
        // To find the colon may move the window under the key.
        key = key.ToArray();
        cursor.Expect((byte)':', "':'");
        return key;
    }

    /// <summary>The bytes of a whole object, braces included. They are valid until the next reading.</summary>
    internal ReadOnlySpan<byte> Object()
    {
        if (cursor.PeekToken() == '{' && EndOfObject(cursor.Available) is > 0 and var end)
        {
            RequireShort(end);
            ReadOnlySpan<byte> whole = cursor.Available[..end];
            cursor.Advance(end);
            return whole;
        }
        cursor.Expect((byte)'{', "'{'");
        length = 0;
        Append("{"u8);
        for (int depth = 1; depth > 0;)
        {
            CopyUntil(objectParts);
            byte part = cursor.Next();
            Append([part]);
            if (part == '"')
                CopyString();
            else
                depth += part == '{' ? 1 : -1;
        }
        return buffer.AsSpan(0, length);
    }

    /// <summary>A number that counts something: JSON allows a point and an exponent, the fraction is dropped.</summary>
    internal long Count()
    {
        cursor.PeekToken();
        if (TryDigits(cursor.Available, out long count, out int digits))
        {
            cursor.Advance(digits);
            return count;
        }
        length = 0;
        while (cursor.Peek() is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
            Append([cursor.Next()]);
        ReadOnlySpan<byte> text = buffer.AsSpan(0, length);
        if (text.IsEmpty)
            Throw.Unexpected(cursor.Peek(), "a number", cursor.Section, cursor.Offset);
        bool isNumber = Utf8Parser.TryParse(text, out double number, out int used) && used == length;
        if (!isNumber || !(number >= 0 && number <= LargestNumber))
            Throw.NotACount(cursor.Section, System.Text.Encoding.ASCII.GetString(text[..Math.Min(length, 30)]), cursor.Offset - length);
        return (long)number;
    }

    // Plain digits with something behind them in the window: nearly all numbers.
    static bool TryDigits(ReadOnlySpan<byte> here, out long count, out int digits)
    {
        const int Longest = 15;
        count = 0;
        for (digits = 0; digits < here.Length && digits <= Longest; digits++)
        {
            uint digit = unchecked((uint)here[digits] - '0');
            if (digit > 9)
                return digits > 0 && here[digits] is (byte)',' or (byte)'}' or (byte)']';
            count = (count * 10) + digit;
        }
        return false;
    }

    // Behind the brace that closes an object at the beginning of the window; 0 when it is not in the window.
    static int EndOfObject(ReadOnlySpan<byte> here)
    {
        int depth = 0;
        bool inString = false;
        for (int i = 0; i < here.Length; i++)
        {
            byte next = here[i];
            if (next == '"')
                inString = !inString;
            else if (next == '\\')
                i++;
            else if (!inString && next == '{')
                depth++;
            else if (!inString && next == '}' && --depth == 0)
                return i + 1;
        }
        return 0;
    }

    // From behind the opening quote to behind the closing one, which is copied as well.
    void CopyString()
    {
        while (true)
        {
            CopyUntil(stringEnds);
            byte end = cursor.Next();
            Append([end]);
            if (end == '"')
                return;
            Append([cursor.Next()]);
        }
    }

    void CopyUntil(SearchValues<byte> stops)
    {
        while (true)
        {
            cursor.Peek();
            ReadOnlySpan<byte> here = cursor.Available;
            int stop = here.IndexOfAny(stops);
            Append(stop < 0 ? here : here[..stop]);
            cursor.Advance(stop < 0 ? here.Length : stop);
            if (stop >= 0)
                return;
        }
    }

    void RequireShort(long bytes)
    {
        if (bytes > limits.MaxStringBytes)
            Throw.LimitExceeded("bytes of a string", bytes, limits.MaxStringBytes, cursor.Offset);
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        RequireShort(length + (long)bytes.Length);
        if (length + bytes.Length > buffer.Length)
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, (length + bytes.Length) * 2L));
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
