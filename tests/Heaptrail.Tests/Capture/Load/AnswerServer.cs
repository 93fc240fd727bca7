using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Heaptrail.Tests.Capture.Load;

/// <summary>A server in this process that does what a test wants with each request: the n-th of a connection, counted from 1.</summary>
sealed class AnswerServer : IDisposable
{
    public delegate Task<bool> Behaviour(Socket socket, int request, string head);

    readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly Behaviour behaviour;
    readonly ConcurrentBag<Socket> sockets = [];

    public AnswerServer(Behaviour behaviour)
    {
        this.behaviour = behaviour;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(128);
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/";

    public ConcurrentQueue<string> Seen { get; } = [];

    public static async Task<bool> SendAsync(Socket socket, params string[] parts)
    {
        foreach (string part in parts)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(part), SocketFlags.None);
            if (parts.Length > 1)
                await Task.Delay(5);
        }
        return true;
    }

    public static Task<bool> OkAsync(Socket socket) => SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    public void Dispose()
    {
        listener.Dispose();
        foreach (Socket socket in sockets)
            socket.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    // The tests send requests without bodies, or whole in one piece.
    async Task ServeAsync(Socket socket)
    {
        sockets.Add(socket);
        var buffer = new byte[65536];
        try
        {
            for (int request = 1; ; request++)
            {
                int count = await socket.ReceiveAsync(buffer);
                if (count == 0)
                    return;
                string head = Encoding.ASCII.GetString(buffer, 0, count);
                Seen.Enqueue(head);
                if (!await behaviour(socket, request, head))
                    return;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            socket.Dispose();
        }
    }
}
