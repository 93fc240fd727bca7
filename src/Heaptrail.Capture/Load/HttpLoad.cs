using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Heaptrail.Capture.Load;

/// <summary>
/// Sends the same number of HTTP/1.1 requests in each round, over connections that are kept open during the round and closed after it, so
/// that none is part of the next snapshot.
/// </summary>
public sealed class HttpLoad : ILoad
{
    static readonly TimeSpan progressTime = TimeSpan.FromMilliseconds(200);
    readonly HttpLoadOptions options;
    readonly HttpRequestTemplate template;
    long sent;

    /// <summary>Creates the load.</summary>
    /// <param name="options">What to send.</param>
    /// <exception cref="ArgumentException">An address is not an absolute http or https URL, or a number is not positive.</exception>
    public HttpLoad(HttpLoadOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Requests);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Connections);
        this.options = options;
        template = new HttpRequestTemplate(options);
    }

    /// <inheritdoc/>
    public string Description =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Requests:N0} requests to {string.Join(", ", options.Urls)}");

    /// <inheritdoc/>
    public async Task<LoadRound> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        int connections = Math.Min(options.Connections, options.Requests);
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = SingleSendStream.ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsTrusted },
        };
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = options.RequestLimit };
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var round = new HttpRound(options.Requests, sent, connections);
        Task work = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => DriveAsync(client, round, giveUp), CancellationToken.None)));
        while (await Task.WhenAny(work, Task.Delay(progressTime, CancellationToken.None)).ConfigureAwait(false) != work)
            progress?.Report(round.Progress);
        sent += round.Started;
        cancel.ThrowIfCancellationRequested();
        await work.ConfigureAwait(false);
        if (round.Trouble is { } trouble)
            throw trouble;
        progress?.Report(round.Progress);
        return round.Finish();
    }

    /// <summary>Programs under test on this machine have certificates that nobody has signed.</summary>
    static bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || (sender is SslStream { TargetHostName: var host } &&
            (host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address))));

    async Task DriveAsync(HttpClient client, HttpRound round, CancellationTokenSource giveUp)
    {
        while (!giveUp.IsCancellationRequested && round.TryStart(out long number))
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                using HttpRequestMessage request = template.Create(number);
                using HttpResponseMessage response =
                    await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, giveUp.Token).ConfigureAwait(false);
                await response.Content.CopyToAsync(Stream.Null, giveUp.Token).ConfigureAwait(false);
                round.Answered((int)response.StatusCode, Stopwatch.GetElapsedTime(start));
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                if (round.Broke(template.UrlOf(number), e, options.RequestLimit))
                    await giveUp.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
