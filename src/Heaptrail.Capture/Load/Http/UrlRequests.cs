using System.Buffers;
using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Requests to a list of addresses, in turn or at random, as fast as there are free connections or at a constant rate.</summary>
public sealed class UrlRequests : IRequestSource
{
    readonly ImmutableArray<(int Origin, string Root, TextTemplate Path, RequestText Text)> texts;
    readonly bool isRandom;
    readonly double? rate;
    readonly long first;

    /// <summary>Creates the source.</summary>
    /// <param name="requests">What to send; at least one.</param>
    /// <param name="rate">Requests per second; <see langword="null"/> for as many as possible.</param>
    /// <param name="isRandom">Whether their order is random.</param>
    /// <param name="first">Number of the first request: it goes on where an earlier load has ended.</param>
    /// <exception cref="ArgumentException">An address is not an absolute http or https URL.</exception>
    public UrlRequests(IReadOnlyList<UrlRequest> requests, double? rate, bool isRandom, long first = 0)
    {
        ArgumentNullException.ThrowIfNull(requests);
        (this.rate, this.isRandom, this.first) = (rate, isRandom, first);
        var origins = new List<HttpOrigin>();
        var found = ImmutableArray.CreateBuilder<(int, string, TextTemplate, RequestText)>();
        foreach (UrlRequest request in requests)
        {
            Uri url = request.Parse();
            int origin = origins.FindIndex(known => known.Authority == url.Authority && known.IsSecure == (url.Scheme == Uri.UriSchemeHttps));
            if (origin < 0)
            {
                origin = origins.Count;
                origins.Add(HttpOrigin.Of(url));
            }
            string target = request.Target;
            found.Add((origin, url.GetLeftPart(UriPartial.Authority), new TextTemplate(target), new RequestText(request.Method.ToUpperInvariant(), url.Authority, target, request.Headers, request.Body)));
        }
        (Origins, texts) = ([.. origins], found.ToImmutable());
    }

    /// <inheritdoc/>
    public ImmutableArray<HttpOrigin> Origins { get; }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public TimeSpan? DueTime(long number) => rate is { } perSecond ? TimeSpan.FromSeconds(number / perSecond) : null;

    /// <inheritdoc/>
    public PlannedRequest Make(long number, ArrayBufferWriter<byte> scratch)
    {
        (int origin, _, _, RequestText text) = texts[IndexOf(number + first)];
        return new PlannedRequest(origin, text.Bytes(number + first, scratch), text.Method, null);
    }

    /// <inheritdoc/>
    public string UrlOf(long number)
    {
        (_, string root, TextTemplate path, _) = texts[IndexOf(number + first)];
        return root + path.Text(number + first);
    }

    int IndexOf(long number) => texts.Length == 1 ? 0 : (int)(isRandom ? (ulong)HashCode.Combine(number) % (ulong)texts.Length : (ulong)number % (ulong)texts.Length);
}
