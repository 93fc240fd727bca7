namespace Heaptrail.Heap.Reading;

/// <summary>Reads or skips whole JSON values at the cursor, whatever is in them. What is skipped must be JSON all the same.</summary>
static class JsonValues
{
    const int LongestKey = 256;

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
            if (key.Count > LongestKey)
                Throw.Unexpected(next, "the end of a key", cursor.Section, cursor.Offset);
        }
        cursor.Expect((byte)':', "':'");
        return System.Text.Encoding.UTF8.GetString([.. key]);
    }

    /// <summary>Skips one value.</summary>
    internal static void Skip(ByteCursor cursor) => Walk(cursor, null, int.MaxValue);

    /// <summary>Reads one value as text.</summary>
    internal static byte[] ReadRaw(ByteCursor cursor, int limit)
    {
        var bytes = new MemoryStream();
        Walk(cursor, bytes, limit);
        return bytes.ToArray();
    }

    static void Walk(ByteCursor cursor, MemoryStream? copy, int limit)
    {
        cursor.PeekToken();
        var grammar = new JsonGrammar();
        while (!grammar.IsDone)
        {
            cursor.Peek();
            ReadOnlySpan<byte> bytes = cursor.Available;
            int taken = grammar.Take(bytes);
            if (copy is not null && copy.Length + taken > limit)
                Throw.LimitExceeded($"bytes of {cursor.Section}", limit + 1L, limit, cursor.Offset + limit - copy.Length);
            copy?.Write(bytes[..taken]);
            cursor.Advance(taken);
            if (grammar.Expected is { } expected)
                Throw.Unexpected(cursor.Peek(), expected, cursor.Section, cursor.Offset);
        }
    }
}
