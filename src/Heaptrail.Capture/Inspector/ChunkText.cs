using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Heaptrail.Capture.Inspector;

/// <summary>Gets the text of a snapshot chunk out of its message, in place.</summary>
static class ChunkText
{
    /// <summary>
    /// Replaces the message by the unescaped value of its <c>chunk</c> member. Works inside the message's own bytes, since no escape is
    /// shorter than what it stands for.
    /// </summary>
    /// <returns>The part of <paramref name="message"/> that now holds the text as UTF-8.</returns>
    internal static Span<byte> Unescape(Span<byte> message)
    {
        ReadOnlySpan<byte> key = "\"chunk\":\""u8;
        int start = message.IndexOf(key);
        int end = message.LastIndexOf((byte)'"');
        if (start < 0 || end < start + key.Length)
            return [];
        return UnescapeString(message[(start + key.Length)..end]);
    }

    static Span<byte> UnescapeString(Span<byte> text)
    {
        int write = text.IndexOf((byte)'\\');
        if (write < 0)
            return text;
        int read = write;
        while (read < text.Length)
        {
            read += WriteEscape(text[read..], text[write..], out int written);
            write += written;
            int plain = text[read..].IndexOf((byte)'\\');
            if (plain < 0)
                plain = text.Length - read;
            text.Slice(read, plain).CopyTo(text[write..]);
            read += plain;
            write += plain;
        }
        return text[..write];
    }

    /// <summary>Decodes the escape at the start of <paramref name="text"/> and returns its length.</summary>
    static int WriteEscape(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        byte kind = text.Length > 1 ? text[1] : throw Malformed();
        if (kind == 'u')
            return WriteUnicode(text, output, out written);
        output[0] = kind switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'"' or (byte)'\\' or (byte)'/' => kind,
            _ => throw Malformed(),
        };
        written = 1;
        return 2;
    }

    static int WriteUnicode(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        const int escape = 6;
        char unit = Unit(text);
        var rune = Rune.ReplacementChar;   // half of a pair, whose other half is in no valid place
        int length = escape;
        if (!char.IsSurrogate(unit))
            rune = new Rune(unit);
        else if (char.IsHighSurrogate(unit) && text.Length >= 2 * escape && text[escape] == '\\' && text[escape + 1] == 'u'
            && Rune.TryCreate(unit, Unit(text[escape..]), out Rune pair))
            (rune, length) = (pair, 2 * escape);
        written = rune.EncodeToUtf8(output);
        return length;
    }

    static char Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && Utf8Parser.TryParse(text.Slice(2, 4), out ushort unit, out int used, 'x') && used == 4 ? (char)unit : throw Malformed();

    static FormatException Malformed() => new(string.Create(CultureInfo.InvariantCulture, $"a chunk of the snapshot holds an escape that JSON does not have"));
}
