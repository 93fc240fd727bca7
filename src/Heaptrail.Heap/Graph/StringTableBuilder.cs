using System.Text;
using System.Text.Json;

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
        Append(Encoding.UTF8.GetBytes(JsonEncodedText.Encode(text).ToString()));
        return End();
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
