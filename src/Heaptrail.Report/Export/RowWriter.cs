using System.Buffers.Text;
using System.Text;

namespace Heaptrail.Report.Export;

/// <summary>Bytes of many short rows, handed on in large pieces, so that memory stays the same however many there are.</summary>
sealed class RowWriter(Stream destination)
{
    const int Size = 1 << 17;
    const int LongestNumber = 20;

    readonly byte[] buffer = new byte[Size];
    int count;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Size - count)
            Flush();
        if (bytes.Length > Size)
        {
            destination.Write(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(count));
        count += bytes.Length;
    }

    internal void Write(long number)
    {
        if (count + LongestNumber > Size)
            Flush();
        Utf8Formatter.TryFormat(number, buffer.AsSpan(count), out int written);
        count += written;
    }

    internal void Flush()
    {
        destination.Write(buffer.AsSpan(0, count));
        count = 0;
    }
}

/// <summary>Texts in the two formats.</summary>
static class RowText
{
    /// <summary>A JSON string as JavaScript's own <c>JSON.stringify</c> writes it: only what must be escaped is.</summary>
    internal static byte[] Json(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
                json.Append(c).Append(text[++i]);
            else if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c))
                json.Append(c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\b' => "\\b", '\f' => "\\f", _ => $"\\u{(int)c:x4}" });
            else
                json.Append(c);
        }
        return Encoding.UTF8.GetBytes(json.Append('"').ToString());
    }

    /// <summary>A field of a CSV file by RFC 4180: in quotes where it has a comma, a quote or a line end.</summary>
    internal static byte[] Csv(string text) => Encoding.UTF8.GetBytes(
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
}
