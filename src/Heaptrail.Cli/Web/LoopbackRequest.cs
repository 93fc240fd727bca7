using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Heaptrail.Cli.Web;

/// <summary>A request to a <see cref="LoopbackServer"/>.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Token">What came as <c>Authorization: Bearer …</c>; <see langword="null"/> without.</param>
sealed record LoopbackRequest(string Method, string Path, string? Token)
{
    /// <summary>Reads it; <see langword="null"/> when it is none, or is not meant for this machine.</summary>
    internal static LoopbackRequest? Parse(string text)
    {
        string[] lines = text.Split("\r\n");
        string[] words = lines[0].Split(' ');
        if (words.Length != 3 || !words[2].StartsWith("HTTP/1.", StringComparison.Ordinal) || Header("Host") is not { } host || !IsOurs(host))
            return null;
        const string bearer = "Bearer ";
        string? token = Header("Authorization") is { } value && value.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? value[bearer.Length..].Trim() : null;
        return new(words[0], words[1].Split('?')[0], token);

        string? Header(string name) => lines.Skip(1).TakeWhile(line => line.Length > 0).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) is { } found
            ? found[(name.Length + 1)..].Trim() : null;
    }

    /// <summary>Whether it has the token. The time to tell says nothing about how much of it was right.</summary>
    public bool HasToken(string token) =>
        Token is { } given && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    static bool IsOurs(string host)
    {
        string name = host[..(host.LastIndexOf(':') is > 0 and var colon && !host.EndsWith(']') ? colon : host.Length)].Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));
    }
}

/// <summary>An answer.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Text">Body.</param>
/// <param name="Type">Content type.</param>
readonly record struct LoopbackAnswer(int Status, string Text, string Type = "text/plain; charset=utf-8");
