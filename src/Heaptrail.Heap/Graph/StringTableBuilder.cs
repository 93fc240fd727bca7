using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Heaptrail.Heap.Graph;

/// <summary>Collects strings for a <see cref="StringTable"/>. Bytes go to blocks so that the table can pass 2 GiB.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The table takes the columns over.")]
public sealed class StringTableBuilder
{
    const int FirstBlock = 1 << 16;
    const int LargestBlock = 1 << 30;

    readonly List<Column<byte>> blocks = [];
    readonly List<int> firstOfBlock = [];
    readonly Column<uint> starts = Column<uint>.Allocate(1024);
    Column<byte> block = Column<byte>.Empty;
    int used;
    int begin;

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
        raw.CopyTo(block.Span[used..]);
        used += raw.Length;
    }

    /// <summary>Ends the string under way. Returns its index.</summary>
    internal int End()
    {
        if (blocks.Count == 0)
            Grow(0);
        // One entry more than strings is needed in the end.
        if (Count + 1 == starts.Length)
            starts.Resize((int)Math.Min(Array.MaxLength, starts.Length * 2L));
        starts[Count] = (uint)begin;
        begin = used;
        return Count++;
    }

    /// <summary>Forgets the string under way.</summary>
    internal void Drop() => used = begin;

    /// <summary>Makes the table, which owns the memory. The builder must not be used afterwards.</summary>
    public StringTable Build()
    {
        if (blocks.Count == 0)
            Grow(0);
        block.Resize(used);
        starts.Resize(Count + 1);
        starts[Count] = (uint)used;
        return new(blocks.ToArray(), firstOfBlock.ToArray(), starts);
    }

    /// <summary>Gives the memory back; only for a builder that made no table.</summary>
    internal void Discard()
    {
        blocks.ForEach(block => block.Dispose());
        starts.Dispose();
    }

    void Grow(int needed)
    {
        int pending = used - begin;
        if (blocks.Count > 0 && (long)used + needed <= LargestBlock)
        {
            block.Resize((int)Math.Min(LargestBlock, Math.Max((long)used + needed, block.Length * 2L)));
            return;
        }
        // The string under way moves to the new block, so that a string never spans two.
        var next = Column<byte>.Allocate((int)Math.Max(FirstBlock, Math.Min((pending + needed) * 2L, Array.MaxLength)));
        block.Span.Slice(begin, pending).CopyTo(next.Span);
        if (blocks.Count > 0)
            block.Resize(begin);
        blocks.Add(next);
        firstOfBlock.Add(Count);
        block = next;
        begin = 0;
        used = pending;
    }
}
