using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>A request that somebody sent before, from an access log.</summary>
/// <param name="At">When it came.</param>
/// <param name="Method">HTTP method, in capitals.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Header lines; what belongs to the connection is left out.</param>
/// <param name="Body">Its body; <see langword="null"/> when it had none or the log does not have it.</param>
/// <param name="Status">Status of the answer; <see langword="null"/> when the log does not tell.</param>
public sealed record RecordedRequest(DateTimeOffset At, string Method, string Target, ImmutableArray<KeyValuePair<string, string>> Headers, string? Body, int? Status)
{
    /// <summary>Path and query of an address as logs have it: whole, or from the path on.</summary>
    /// <returns><see langword="null"/> when it is neither.</returns>
    internal static string? TargetOf(string? url)
    {
        if (url is ['/', ..])
            return url.Any(letter => letter is <= ' ' or '\x7f') ? null : url;
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https" ? parsed.PathAndQuery : null;
    }

    /// <summary>Whether a word can be a method.</summary>
    internal static bool IsMethod(string? word) => word is { Length: > 0 and <= 20 } && word.All(char.IsAsciiLetter);
}
