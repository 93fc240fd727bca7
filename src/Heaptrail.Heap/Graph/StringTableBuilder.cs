using System.Globalization;
using System.Text;

namespace Heaptrail.Heap.Graph;

/// <summary>Collects strings for a <see cref="StringTable"/>. Bytes go to blocks so that the table can pass 2 GiB.</summary>
public sealed class StringTableBuilder
{
    const int FirstBlock = 1 << 16;
    const int LargestBlock = 1 << 24;

    readonly List<byte[]> blocks = [];
    byte[] block = [];
    int used;
    int begin;
    long[] starts = new long[1024];
    int[] lengths = new int[1024];

    /// <summary>Number of strings added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a text; the builder does the escaping. Returns its index.</summary>
    public int Add(string text)
    {
        Append(Encoding.UTF8.GetBytes(Escape(text)));
        return End();
    }

    // Only what JSON must escape and what UTF-8 lacks, so that well-known names are found by their bytes.
    static string Escape(string text)
    {
        if (!MustEscape(text))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                escaped.Append(text[i++]).Append(text[i]);
            else if (text[i] < ' ' || char.IsSurrogate(text[i]))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            else
                escaped.Append(text[i] is '"' or '\\' ? "\\" : "").Append(text[i]);
        }
        return escaped.ToString();
    }

    static bool MustEscape(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or '"' or '\\' || char.IsSurrogate(c))
                return true;
        }
        return false;
    }

    /// <summary>Adds bytes to the string under way: UTF-8 with JSON escapes.</summary>
    internal void Append(ReadOnlySpan<byte> raw)
    {
        if (used + raw.Length > block.Length)
            Grow(raw.Length);
        raw.CopyTo(block.AsSpan(used));
        used += raw.Length;
    }

    /// <summary>Ends the string under way. Returns its index.</summary>
    internal int End()
    {
        if (Count == starts.Length)
        {
            Array.Resize(ref starts, Count * 2);
            Array.Resize(ref lengths, Count * 2);
        }
        starts[Count] = ((long)Math.Max(0, blocks.Count - 1) << 32) | (uint)begin;
        lengths[Count] = used - begin;
        begin = used;
        return Count++;
    }

    /// <summary>Forgets the string under way.</summary>
    internal void Drop() => used = begin;

    /// <summary>Makes the table. The builder must not be used afterwards.</summary>
    public StringTable Build()
    {
        if (blocks.Count == 0)
            blocks.Add([]);
        else
            blocks[^1] = block.AsSpan(0, used).ToArray();
        return new(blocks.ToArray(), starts.AsSpan(0, Count).ToArray(), lengths.AsSpan(0, Count).ToArray());
    }

    // The string under way moves to the new block, so that a string never spans two.
    void Grow(int needed)
    {
        int pending = used - begin;
        var next = new byte[Math.Max(Math.Clamp(block.Length * 2L, FirstBlock, LargestBlock), Math.Min((pending + needed) * 2L, Array.MaxLength))];
        block.AsSpan(begin, pending).CopyTo(next);
        if (blocks.Count > 0)
            blocks[^1] = block;
        blocks.Add(next);
        block = next;
        begin = 0;
        used = pending;
    }
}
