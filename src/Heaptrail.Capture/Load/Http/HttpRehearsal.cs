using System.Net;
using System.Net.Sockets;

namespace Heaptrail.Capture.Load.Http;

/// <summary>
/// A few requests to a server within this process, before the first that counts: what runs for the first time has to be compiled, which would show as
/// slow answers of a server that is not slow.
/// </summary>
public static class HttpRehearsal
{
    static readonly byte[] answer = [.. "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8];

    /// <summary>Does it; takes some tens of milliseconds.</summary>
    /// <param name="cancel">Ends it.</param>
    public static async Task RunAsync(CancellationToken cancel = default)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task server = ServeAsync(listener, end.Token);
        var requests = new UrlRequests([UrlRequest.Get($"http://{listener.LocalEndPoint}/{{i}}")], rate: 1000, isRandom: false);
        await new HttpDriver(requests, new HttpDriveOptions { Connections = 2, Requests = 20 }).RunAsync(null, cancel).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await server.ConfigureAwait(false);
    }

    static async Task ServeAsync(Socket listener, CancellationToken cancel)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(AnswerAsync(await listener.AcceptAsync(cancel).ConfigureAwait(false), cancel));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks).ConfigureAwait(false);
        }
    }

    static async Task AnswerAsync(Socket socket, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancel).ConfigureAwait(false) > 0)
                await socket.SendAsync(answer, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The rehearsal is over.
        }
        finally
        {
            socket.Dispose();
        }
    }
}
