using System.Net.Sockets;
using System.Threading.Channels;

namespace Heaptrail.Capture.Guard;

/// <summary>The Unix socket that guarded processes report to. Only this user can reach it: its folder is closed to others.</summary>
sealed class GuardSocket : IDisposable
{
    readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    readonly Channel<GuardMessage> messages = Channel.CreateUnbounded<GuardMessage>();
    readonly List<GuardConnection> connections = [];

    internal GuardSocket(string path)
    {
        Path = path;
        File.Delete(path);   // left by a guard that was killed
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new CaptureException(CaptureFault.Storage, $"cannot make the socket {path}: {Trouble.OneLine(e.Message).TrimEnd('.')}; give a folder with a shorter path by --state", e);
        }
        listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Its path.</summary>
    internal string Path { get; }

    /// <summary>What the processes tell.</summary>
    internal ChannelReader<GuardMessage> Messages => messages.Reader;

    public void Dispose()
    {
        listener.Dispose();
        lock (connections)
            foreach (GuardConnection connection in connections)
                connection.Dispose();
        File.Delete(Path);
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new GuardConnection(await listener.AcceptAsync().ConfigureAwait(false));
                lock (connections)
                    connections.Add(connection);
                _ = connection.ReadAsync(messages.Writer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            messages.Writer.TryComplete();
        }
    }
}
