using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Http;

/// <summary>
/// A file of addresses as siege has it: one to a line, with <c>#</c> before remarks; <c>URL POST body</c> sends a body. A path alone belongs to the
/// server of the command line.
/// </summary>
public static class UrlList
{
    /// <summary>Reads it.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="root">The server for lines with a path alone; <see langword="null"/> when there is none.</param>
    /// <param name="headers">Header lines for all requests.</param>
    /// <exception cref="InvalidDataException">A line is no address, or there is none; the message tells the line.</exception>
    public static ImmutableArray<UrlRequest> Parse(string text, Uri? root, ImmutableArray<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = ImmutableArray.CreateBuilder<UrlRequest>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            string? url = words[0][0] != '/' ? words[0] : root is null ? null : root.GetLeftPart(UriPartial.Authority) + words[0];
            string method = words.Length > 1 ? words[1].ToUpperInvariant() : "GET";
            if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https") || method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS"))
                throw new InvalidDataException($"line {i + 1}: '{line}' is no request: expected an address or a path, and for one with a body the method and the body behind it");
            found.Add(new UrlRequest(url, method, headers, words.Length > 2 ? words[2] : null));
        }
        return found.Count > 0 ? found.ToImmutable() : throw new InvalidDataException("there is no address in it");
    }
}
