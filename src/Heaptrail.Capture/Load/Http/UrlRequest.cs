using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Http;

/// <summary>A kind of request to one address.</summary>
/// <param name="Url">Absolute http or https address. <c>{i}</c>, <c>{uuid}</c> and <c>{1..500}</c> are filled in, in headers and body as well.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Headers">Header lines.</param>
/// <param name="Body">Text of the body; <see langword="null"/> for none.</param>
public sealed record UrlRequest(string Url, string Method, ImmutableArray<KeyValuePair<string, string>> Headers, string? Body)
{
    /// <summary>A GET request.</summary>
    /// <param name="url">Absolute http or https address.</param>
    public static UrlRequest Get(string url) => new(url, "GET", [], null);

    /// <summary>Reads the address.</summary>
    /// <exception cref="ArgumentException">It is not an absolute http or https address.</exception>
    public Uri Parse() => Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
        ? url
        : throw new ArgumentException($"{Url} is not an address such as http://127.0.0.1:3000/path");

    /// <summary>Path and query as they are sent: escaped, but for the places that are filled in.</summary>
    internal string Target
    {
        get
        {
            string target = Parse().PathAndQuery;
            // Uri escapes the braces of the places.
            return target.Contains("%7B", StringComparison.OrdinalIgnoreCase)
                ? target.Replace("%7B", "{", StringComparison.OrdinalIgnoreCase).Replace("%7D", "}", StringComparison.OrdinalIgnoreCase)
                : target;
        }
    }
}
