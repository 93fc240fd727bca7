using System.Net.Sockets;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Moves the bytes of one connection.</summary>
abstract class HttpTransport(Socket socket) : IDisposable
{
    /// <summary>Whether the server has closed it, while nothing is expected of it.</summary>
    internal bool IsClosedByServer => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    /// <summary>Whether the kernel has noted an error that no call has returned.</summary>
    internal bool HasError
    {
        get
        {
            try
            {
                return socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>The socket.</summary>
    protected Socket Socket => socket;

    /// <summary>Sends all bytes.</summary>
    internal abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Receives some bytes; 0 at the end of the stream.</summary>
    internal abstract ValueTask<int> ReceiveAsync(Memory<byte> room);

    /// <summary>Closes it. What is waited for fails.</summary>
    public abstract void Dispose();
}
