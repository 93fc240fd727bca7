using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Heaptrail.Capture.Load.Http;

/// <summary>One connection with one request under way at most, and the bytes that were received and not looked at yet.</summary>
sealed class HttpConnection(HttpTransport transport) : IDisposable
{
    const int FirstBufferBytes = 16 * 1024;
    static readonly TimeSpan shortRest = TimeSpan.FromMilliseconds(100);
    byte[] buffer = new byte[FirstBufferBytes];
    int start;
    int end;
    long lastUse = Stopwatch.GetTimestamp();

    /// <summary>Answers read so far.</summary>
    internal int Answers { get; private set; }

    /// <summary>Bytes received in all.</summary>
    internal long BytesReceived { get; private set; }

    /// <summary>Whether a byte has come since the last request was sent.</summary>
    internal bool HasBegunToAnswer { get; private set; }

    /// <summary>Whether somebody has given the running request up, from another thread.</summary>
    internal bool IsGivenUp { get; private set; }

    /// <summary>Whether it was given up because the load is over.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>Received and not consumed.</summary>
    internal ReadOnlySpan<byte> Unread => buffer.AsSpan(start, end - start);

    /// <summary>
    /// Whether the server has closed it since the last answer. Not asked in the middle of a burst: a question costs as much as a fifth of a request, and
    /// the answer can be out of date the moment after.
    /// </summary>
    internal bool IsStale(bool asksAlways) =>
        (asksAlways || Stopwatch.GetElapsedTime(lastUse) > shortRest) && (start < end || transport.IsClosedByServer);

    /// <summary>
    /// Whether a request that got no answer never reached the program: the connection was reset with the request unread, or the server had closed it before
    /// the request came (then the request itself was answered by a reset, which shows as the socket's error). A server that reads a request and
    /// hangs up leaves neither trace.
    /// </summary>
    internal bool WasRequestLost(Exception? failure) =>
        Answers > 0 && !HasBegunToAnswer && !IsGivenUp
        && (failure?.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted } || transport.HasError);

    internal ValueTask SendAsync(ReadOnlyMemory<byte> request)
    {
        HasBegunToAnswer = false;
        return transport.SendAsync(request);
    }

    /// <summary>Receives more bytes behind those that are unread. Returns false at the end of the stream.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> ReceiveAsync()
    {
        MakeRoom();
        int count = await transport.ReceiveAsync(buffer.AsMemory(end)).ConfigureAwait(false);
        HasBegunToAnswer |= count > 0;
        BytesReceived += count;
        end += count;
        return count > 0;
    }

    internal void Consume(int count)
    {
        start += count;
        if (start == end)
            start = end = 0;
    }

    /// <summary>Notes that an answer is complete.</summary>
    internal void Finished()
    {
        Answers++;
        lastUse = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends the running request: what is waited for fails.</summary>
    /// <param name="isAbandoned">Whether nobody asks for it any more; otherwise it took too long.</param>
    internal void GiveUp(bool isAbandoned)
    {
        (IsGivenUp, IsAbandoned) = (true, isAbandoned);
        Dispose();
    }

    public void Dispose() => transport.Dispose();

    void MakeRoom()
    {
        if (end < buffer.Length)
            return;
        if (start > 0)
            buffer.AsSpan(start, end - start).CopyTo(buffer);
        else
            Array.Resize(ref buffer, buffer.Length * 2);
        end -= start;
        start = 0;
    }
}
