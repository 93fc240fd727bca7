namespace Heaptrail.Heap.Reading;

/// <summary>Reads or skips whole JSON values at the cursor, without recursion, whatever is in them.</summary>
static class JsonValues
{
    /// <summary>Reads a key at the cursor and the colon behind it.</summary>
    internal static string ReadKey(ByteCursor cursor)
    {
        cursor.Expect((byte)'"', "a key");
        var key = new List<byte>();
        byte next;
        while ((next = cursor.Next()) != '"')
        {
            key.Add(next);
            if (next == '\\')
                key.Add(cursor.Next());
            if (key.Count > 256)
                Throw.Unexpected(next, "the end of a key", cursor.Section, cursor.Offset);
        }
        cursor.Expect((byte)':', "':'");
        return System.Text.Encoding.UTF8.GetString([.. key]);
    }

    /// <summary>Skips one value.</summary>
    internal static void Skip(ByteCursor cursor) => Copy(cursor, null, int.MaxValue);

    /// <summary>Reads one value as text.</summary>
    internal static byte[] ReadRaw(ByteCursor cursor, int limit)
    {
        var bytes = new MemoryStream();
        Copy(cursor, bytes, limit);
        return bytes.ToArray();
    }

    static void Copy(ByteCursor cursor, MemoryStream? copy, int limit)
    {
        byte first = cursor.PeekToken();
        int depth = 0;
        bool inString = false;
        bool scalar = first is not ((byte)'{' or (byte)'[' or (byte)'"');
        while (true)
        {
            byte next = cursor.Peek();
            if (scalar && next is (byte)',' or (byte)'}' or (byte)']' && depth == 0 && !inString)
                return;
            cursor.Advance(1);
            copy?.WriteByte(next);
            if (copy?.Length > limit)
                Throw.LimitExceeded($"bytes of {cursor.Section}", copy.Length, limit);
            if (inString)
            {
                if (next == '\\')
                {
                    byte escaped = cursor.Next();
                    copy?.WriteByte(escaped);
                }
                else if (next == '"')
                {
                    inString = false;
                    if (depth == 0)
                        return;
                }
            }
            else if (next == '"')
            {
                inString = true;
            }
            else if (next is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (next is (byte)'}' or (byte)']' && --depth == 0)
            {
                return;
            }
        }
    }
}
