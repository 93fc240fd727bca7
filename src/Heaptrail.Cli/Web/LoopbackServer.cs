using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Heaptrail.Cli.Web;

/// <summary>
/// A small HTTP server on 127.0.0.1 for single questions: metrics, a capture on request. Names other than this machine's in the Host header are refused, so that no
/// web page can reach it through a browser.
/// </summary>
sealed class LoopbackServer : IAsyncDisposable
{
    const int LongestRequest = 16 * 1024;
    static readonly TimeSpan limit = TimeSpan.FromSeconds(10);
    readonly TcpListener listener;
    readonly Func<LoopbackRequest, Task<LoopbackAnswer>> answer;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

    /// <summary>Starts it.</summary>
    /// <param name="port">TCP port; 0 for any that is free.</param>
    /// <param name="answer">Answers a request.</param>
    /// <exception cref="UsageException">The port is taken.</exception>
    public LoopbackServer(int port, Func<LoopbackRequest, Task<LoopbackAnswer>> answer)
    {
        this.answer = answer;
        listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new UsageException($"port {port} cannot be used: {e.Message}; give another one");
        }
        accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        listener.Stop();
        await accepting.ConfigureAwait(false);
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Ended.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var time = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                time.CancelAfter(limit);
                NetworkStream stream = client.GetStream();
                LoopbackRequest? request = await ReadAsync(stream, time.Token).ConfigureAwait(false);
                LoopbackAnswer reply = request is null ? new(400, "a request with a Host header of this machine was expected\n") : await answer(request).ConfigureAwait(false);
                byte[] body = Encoding.UTF8.GetBytes(reply.Text);
                string head = string.Create(CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {reply.Status} {(reply.Status == 200 ? "OK" : "Error")}\r\nContent-Type: {reply.Type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n");
                await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone.
            }
        }
    }

    static async Task<LoopbackRequest?> ReadAsync(NetworkStream stream, CancellationToken cancel)
    {
        var buffer = new byte[LongestRequest];
        int length = 0;
        while (length < buffer.Length)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false);
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                return LoopbackRequest.Parse(Encoding.Latin1.GetString(buffer, 0, length));
            if (count == 0)
                return null;
        }
        return null;
    }
}
