using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Heaptrail.Capture.Load.Http;

/// <summary>The bytes of one kind of request: method, address, headers and body, with places that differ from request to request.</summary>
sealed class RequestText
{
    readonly TextTemplate head;
    readonly TextTemplate? body;
    readonly byte[]? whole;

    /// <param name="method">Method, in capitals.</param>
    /// <param name="authority">For the Host header.</param>
    /// <param name="target">Path and query; may have places.</param>
    /// <param name="headers">The user's own headers; they win over ours.</param>
    /// <param name="body">May have places; <see langword="null"/> for none.</param>
    internal RequestText(string method, string authority, string target, IEnumerable<KeyValuePair<string, string>> headers, string? body)
    {
        Method = method;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\n");
        ImmutableArray<KeyValuePair<string, string>> own = [.. headers];
        Add("Host", authority);
        Add("User-Agent", "heaptrail");
        Add("Accept", "*/*");
        if (body is not null)
            Add("Content-Type", body.AsSpan().TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain; charset=utf-8");
        else if (method is "POST" or "PUT" or "PATCH")
            Add("Content-Length", "0");
        foreach ((string name, string value) in own)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head = new TextTemplate(text.ToString());
        this.body = body is null ? null : new TextTemplate(body);
        if (head.IsFixed && this.body is null or { IsFixed: true })
        {
            var bytes = new ArrayBufferWriter<byte>();
            Compose(0, bytes);
            whole = bytes.WrittenSpan.ToArray();
        }

        void Add(string name, string value)
        {
            if (!own.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
    }

    /// <summary>Its method.</summary>
    internal string Method { get; }

    /// <summary>The bytes for a request; from <paramref name="scratch"/> when they differ from request to request.</summary>
    internal ReadOnlyMemory<byte> Bytes(long number, ArrayBufferWriter<byte> scratch)
    {
        if (whole is not null)
            return whole;
        Compose(number, scratch);
        return scratch.WrittenMemory;
    }

    void Compose(long number, ArrayBufferWriter<byte> output)
    {
        head.Write(number, output);
        if (body is null)
        {
            output.Write("\r\n"u8);
            return;
        }
        var filled = new ArrayBufferWriter<byte>();
        body.Write(number, filled);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {filled.WrittenCount}\r\n\r\n")));
        output.Write(filled.WrittenSpan);
    }
}
