using System.Buffers;
using System.Collections.Immutable;
using Heaptrail.Capture.Load.Http;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>The requests of an access log, sent to one server at the pace at which they came, or faster or slower.</summary>
public sealed class ReplayRequests : IRequestSource
{
    readonly ImmutableArray<RecordedRequest> requests;
    readonly RequestText?[] texts;
    readonly ImmutableArray<KeyValuePair<string, string>> headers;
    readonly double speed;
    readonly Uri root;

    /// <summary>Creates the source.</summary>
    /// <param name="log">The log; with one request at least.</param>
    /// <param name="root">The server; its path is not used.</param>
    /// <param name="speed">1 for the pace at which they came, 2 for twice as fast; infinity for as fast as there are free connections.</param>
    /// <param name="headers">Header lines for all requests; they win over recorded ones.</param>
    public ReplayRequests(RecordedLog log, Uri root, double speed, ImmutableArray<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        (requests, this.root, this.speed, this.headers) = (log.Requests, root, speed, headers);
        texts = new RequestText?[requests.Length];
        Origins = [HttpOrigin.Of(root)];
    }

    /// <inheritdoc/>
    public ImmutableArray<HttpOrigin> Origins { get; }

    /// <inheritdoc/>
    public long? Count => requests.Length;

    /// <inheritdoc/>
    public TimeSpan? DueTime(long number) =>
        double.IsInfinity(speed) ? null : (requests[(int)long.Min(number, requests.Length - 1)].At - requests[0].At) / speed;

    /// <inheritdoc/>
    public PlannedRequest Make(long number, ArrayBufferWriter<byte> scratch)
    {
        RecordedRequest request = requests[(int)number];
        RequestText text = texts[number] ??= new RequestText(request.Method, root.Authority, request.Target,
            [.. request.Headers.Where(recorded => !headers.Any(own => own.Key.Equals(recorded.Key, StringComparison.OrdinalIgnoreCase))), .. headers], request.Body);
        return new PlannedRequest(0, text.Bytes(number, scratch), text.Method, request.Status);
    }

    /// <inheritdoc/>
    public string UrlOf(long number) => root.GetLeftPart(UriPartial.Authority) + requests[(int)number].Target;
}
