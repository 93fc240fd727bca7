using System.Buffers.Text;
using System.Text;

namespace Heaptrail.Capture.Load.Http;

/// <summary>What the first line and the headers of an answer say about reading on.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Length">Bytes of the body; <see langword="null"/> when not told.</param>
/// <param name="IsChunked">Whether the body comes in chunks.</param>
/// <param name="KeepsOpen">Whether the connection can be used again.</param>
readonly record struct HttpHead(int Status, long? Length, bool IsChunked, bool KeepsOpen)
{
    /// <summary>Whether it only announces another answer.</summary>
    internal bool IsInterim => Status is >= 100 and < 200;

    /// <summary>Reads the head.</summary>
    /// <param name="head">All of it, with the empty line.</param>
    /// <exception cref="FormatException">It is not HTTP/1.</exception>
    internal static HttpHead Parse(ReadOnlySpan<byte> head)
    {
        // HTTP/1.1 200 OK
        if (head.Length < 12 || !head.StartsWith("HTTP/1."u8) || !Utf8Parser.TryParse(head[9..12], out int status, out int digits) || digits != 3)
            throw new FormatException("the answer is not HTTP/1.1");
        long? length = null;
        bool isChunked = false, keepsOpen = head[7] != (byte)'0';
        ReadOnlySpan<byte> rest = head[(head.IndexOf((byte)'\n') + 1)..];
        while (rest.IndexOf((byte)'\n') is > 0 and var newline)
        {
            ReadOnlySpan<byte> line = rest[..newline].TrimEnd((byte)'\r');
            rest = rest[(newline + 1)..];
            int colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
            switch (colon)
            {
                case 14 when Ascii.EqualsIgnoreCase(line[..colon], "content-length"u8):
                    length = Utf8Parser.TryParse(value, out long bytes, out int used) && used == value.Length && bytes >= 0 ? bytes : throw new FormatException("the answer has a Content-Length that is no number");
                    break;
                case 17 when Ascii.EqualsIgnoreCase(line[..colon], "transfer-encoding"u8):
                    isChunked = value.Length >= 7 && Ascii.EqualsIgnoreCase(value[^7..], "chunked"u8);
                    break;
                case 10 when Ascii.EqualsIgnoreCase(line[..colon], "connection"u8):
                    keepsOpen = Ascii.EqualsIgnoreCase(value, "keep-alive"u8) || (keepsOpen && !Ascii.EqualsIgnoreCase(value, "close"u8));
                    break;
            }
        }
        return new HttpHead(status, length, isChunked, keepsOpen);
    }
}
