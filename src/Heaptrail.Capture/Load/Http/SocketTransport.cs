using System.Net.Sockets;

namespace Heaptrail.Capture.Load.Http;

/// <summary>A connection through the sockets of .NET, with TLS or without.</summary>
sealed class SocketTransport(Socket socket, Stream? secure) : HttpTransport(socket)
{
    internal override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (secure is not null)
        {
            await secure.WriteAsync(bytes).ConfigureAwait(false);
            return;
        }
        while (!bytes.IsEmpty)
            bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
    }

    internal override ValueTask<int> ReceiveAsync(Memory<byte> room) => secure is null ? Socket.ReceiveAsync(room, SocketFlags.None) : secure.ReadAsync(room);

    public override void Dispose()
    {
        secure?.Dispose();
        Socket.Dispose();
    }
}
