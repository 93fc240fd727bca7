using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Heaptrail.Capture.Load.Http;

/// <summary>A connection whose waiting is done by an <see cref="EpollLoop"/>: what comes is handled on the loop's thread, without a change of threads.</summary>
sealed class EpollTransport : HttpTransport, IEpollSocket
{
    readonly Readiness readable = new();
    readonly Readiness writable = new();
    readonly EpollLoop loop;
    readonly int slot;
    bool mayHaveMore = true;
    volatile bool isClosed;

    EpollTransport(Socket socket, EpollLoop loop) : base(socket)
    {
        this.loop = loop;
        slot = loop.Add(socket, this);
    }

    /// <summary>Connects.</summary>
    /// <param name="address">To whom.</param>
    /// <param name="loop">The loop that waits.</param>
    /// <param name="cancel">Ends the attempt.</param>
    internal static async ValueTask<EpollTransport> ConnectAsync(IPEndPoint address, EpollLoop loop, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        bool isUnderWay = false;
        try
        {
            socket.Connect(address);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            isUnderWay = true;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        // A socket that is not connecting yet would be told as hung up: so only now.
        var transport = new EpollTransport(socket, loop);
        try
        {
            if (isUnderWay)
                await transport.ConnectedAsync(cancel).ConfigureAwait(false);
            return transport;
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    internal override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (true)
        {
            int count = Socket.Send(bytes.Span, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                throw new SocketException((int)error);
            bytes = bytes[count..];
            if (bytes.IsEmpty)
                return;
            if (error == SocketError.WouldBlock)
                await WaitAsync(writable).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal override async ValueTask<int> ReceiveAsync(Memory<byte> room)
    {
        while (true)
        {
            // The loop tells once that there is something: before that a call would be in vain.
            if (!mayHaveMore)
                await WaitAsync(readable).ConfigureAwait(false);
            int count = Socket.Receive(room.Span, SocketFlags.None, out SocketError error);
            mayHaveMore = error == SocketError.Success && (count == room.Length || count == 0);
            if (error == SocketError.Success)
                return count;
            if (error != SocketError.WouldBlock)
                throw new SocketException((int)error);
        }
    }

    void IEpollSocket.Notice(bool canRead, bool canWrite)
    {
        if (canWrite)
            writable.Signal();
        if (canRead)
            readable.Signal();
    }

    public override void Dispose()
    {
        if (isClosed)
            return;
        isClosed = true;
        loop.Remove(slot, this);
        Socket.Dispose();
        readable.Signal();
        writable.Signal();
    }

    async Task ConnectedAsync(CancellationToken cancel)
    {
        using CancellationTokenRegistration ended = cancel.Register(Dispose);
        await writable.WaitAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        if (Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
            throw new SocketException(error);
    }

    async ValueTask WaitAsync(Readiness readiness)
    {
        await readiness.WaitAsync().ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(isClosed, this);
    }
}
