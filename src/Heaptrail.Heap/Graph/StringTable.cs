using System.Text;
using System.Text.Json;

namespace Heaptrail.Heap.Graph;

/// <summary>
/// The strings of a snapshot as the bytes of the file: UTF-8 with JSON escapes. A string is decoded when somebody asks for it,
/// because most never are.
/// </summary>
public sealed class StringTable
{
    readonly byte[][] blocks;
    readonly long[] starts;
    readonly int[] lengths;

    internal StringTable(byte[][] blocks, long[] starts, int[] lengths)
    {
        this.blocks = blocks;
        this.starts = starts;
        this.lengths = lengths;
    }

    /// <summary>Number of strings.</summary>
    public int Count => starts.Length;

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
    public int IndexOf(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            if (lengths[i] == text.Length && Equals(i, text))
                return i;
        }
        return -1;
    }

    /// <summary>The bytes of a string as the file has them, escapes included. Owned by the table.</summary>
    public ReadOnlySpan<byte> Raw(int index)
    {
        long start = starts[index];
        return blocks[(int)(start >> 32)].AsSpan(unchecked((int)start), lengths[index]);
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
