using System.Globalization;
using Heaptrail.Capture.Load.Http;

namespace Heaptrail.Capture.Load;

/// <summary>
/// Sends the same number of HTTP/1.1 requests in each round, over connections that are kept open during the round and closed after it, so
/// that none is part of the next snapshot.
/// </summary>
public sealed class HttpLoad : ILoad
{
    readonly HttpLoadOptions options;
    long sent;

    /// <summary>Creates the load.</summary>
    /// <param name="options">What to send.</param>
    /// <exception cref="ArgumentException">An address is not an absolute http or https URL, or a number is not positive.</exception>
    public HttpLoad(HttpLoadOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Requests);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Connections);
        if (options.Urls.IsDefaultOrEmpty)
            throw new ArgumentException("a load needs at least one URL", nameof(options));
        this.options = options;
        foreach (UrlRequest request in Requests)
            request.Parse();
    }

    /// <inheritdoc/>
    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Requests:N0} requests to {string.Join(", ", options.Urls)}");

    IEnumerable<UrlRequest> Requests => options.Urls.Select(url => new UrlRequest(url, options.Method, options.Headers, options.Body));

    /// <inheritdoc/>
    public async Task<LoadRound> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        var driver = new HttpDriver(new UrlRequests([.. Requests], rate: null, isRandom: false, sent),
            new HttpDriveOptions { Connections = options.Connections, Requests = options.Requests, RequestLimit = options.RequestLimit });
        HttpDriveResult result = await driver.RunAsync(progress, cancel).ConfigureAwait(false);
        sent += driver.Started;
        cancel.ThrowIfCancellationRequested();
        return new LoadRound(result.Requests, result.Failed, result.Duration, LatencySummary.Of(result.Latency), driver.FirstFailure);
    }
}
