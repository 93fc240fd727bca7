using System.Text;
using System.Text.Json;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// The strings of a snapshot as the bytes of the file: UTF-8 with JSON escapes. A string is decoded when somebody asks for it,
/// because most never are.
/// </summary>
public sealed class StringTable : IDisposable
{
    readonly Column<byte>[] blocks;
    readonly int[] firstOfBlock;
    readonly Column<uint> starts;

    /// <summary>Takes the bytes of all strings, one behind the other; no string spans two blocks.</summary>
    /// <param name="blocks">At least one, of 1 GiB at most.</param>
    /// <param name="firstOfBlock">Index of the first string in each block.</param>
    /// <param name="starts">Where each string starts in its block; one entry more than there are strings.</param>
    internal StringTable(Column<byte>[] blocks, int[] firstOfBlock, Column<uint> starts)
    {
        this.blocks = blocks;
        this.firstOfBlock = firstOfBlock;
        this.starts = starts;
    }

    /// <summary>Number of strings.</summary>
    public int Count => starts.Length - 1;

    internal IReadOnlyList<Column<byte>> Blocks => blocks;

    internal ReadOnlySpan<int> FirstOfBlock => firstOfBlock;

    internal Column<uint> Starts => starts;

    /// <summary>Decodes a string. A new <see cref="string"/> at each call; callers that ask often keep it.</summary>
    public string this[int index]
    {
        get
        {
            ReadOnlySpan<byte> raw = Raw(index);
            return raw.Contains((byte)'\\') ? Unescape(raw) : Encoding.UTF8.GetString(raw);
        }
    }

    /// <summary>Whether a string equals a text without characters that JSON escapes.</summary>
    public bool Equals(int index, ReadOnlySpan<byte> text) => Raw(index).SequenceEqual(text);

    /// <summary>Whether a string starts with a text without characters that JSON escapes.</summary>
    public bool StartsWith(int index, ReadOnlySpan<byte> text) => Raw(index).StartsWith(text);

    /// <summary>Finds a text without characters that JSON escapes; -1 when the table lacks it.</summary>
    public int IndexOf(ReadOnlySpan<byte> text) => IndexOf(text, 0);

    int IndexOf(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<uint> all = starts.Span;
        for (int i = from; i + 1 < all.Length; i++)
        {
            // The difference is wrong for the last string of a block, which is then looked at in vain or asked for its true length.
            uint length = unchecked(all[i + 1] - all[i]);
            if ((length == text.Length || length > int.MaxValue || all[i + 1] == 0) && Raw(i).SequenceEqual(text))
                return i;
        }
        return -1;
    }

    /// <summary>All places of a text without characters that JSON escapes. V8 writes each text once, other programs need not.</summary>
    internal int[] AllOf(ReadOnlySpan<byte> text)
    {
        var found = new List<int>();
        for (int at = IndexOf(text); at >= 0; at = IndexOf(text, at + 1))
            found.Add(at);
        return [.. found];
    }

    /// <summary>The bytes of a string as the file has them, escapes included. Owned by the table.</summary>
    public ReadOnlySpan<byte> Raw(int index)
    {
        int block = blocks.Length == 1 ? 0 : BlockOf(index);
        int start = (int)starts[index];
        bool isLast = index + 1 == (block + 1 < firstOfBlock.Length ? firstOfBlock[block + 1] : Count);
        int end = isLast ? blocks[block].Length : (int)starts[index + 1];
        return blocks[block].Slice(start, end - start);
    }

    /// <summary>All places of a text. V8 writes each text once, other programs need not.</summary>
    public IReadOnlyList<int> FindAll(string text)
    {
        // All else may be written in several ways.
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0)
            return AllOf(Encoding.UTF8.GetBytes(text));
        return [.. Enumerable.Range(0, Count).Where(index => this[index] == text)];
    }

    int BlockOf(int index)
    {
        int found = Array.BinarySearch(firstOfBlock, index);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (Column<byte> block in blocks)
            block.Dispose();
        starts.Dispose();
    }

    static string Unescape(ReadOnlySpan<byte> raw)
    {
        // A lone surrogate escape is legal JSON text but no character: the reader refuses it, so those are decoded by hand.
        var reader = new Utf8JsonReader([(byte)'"', .. raw, (byte)'"']);
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return UnescapeLoosely(Encoding.UTF8.GetString(raw));
        }
    }

    static string UnescapeLoosely(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            char escape = text[++i];
            if (escape == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), System.Globalization.NumberStyles.HexNumber, null, out ushort unit))
            {
                result.Append((char)unit);
                i += 4;
                continue;
            }
            result.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escape });
        }
        return result.ToString();
    }
}
