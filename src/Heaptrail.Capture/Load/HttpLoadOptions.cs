using System.Collections.Immutable;

namespace Heaptrail.Capture.Load;

/// <summary>What <see cref="HttpLoad"/> sends.</summary>
public readonly record struct HttpLoadOptions()
{
    /// <summary>The addresses, used in turn. <c>{i}</c> stands for a number that goes up by one with each request, over all rounds; see <see cref="Http.UrlRequest"/>.</summary>
    public required ImmutableArray<string> Urls { get; init; }

    /// <summary>Requests in each round; 1000 by default.</summary>
    public int Requests { get; init; } = 1000;

    /// <summary>Connections at a time; 8 by default. Each has one request under way at most.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>HTTP method; GET by default.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Body of each request; <c>{i}</c> is replaced in it as well. None by default.</summary>
    public string? Body { get; init; }

    /// <summary>Header lines of each request, by name.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long one request may take; 30 seconds by default.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(30);
}
