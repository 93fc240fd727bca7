using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;

namespace Heaptrail.Capture.Load.Http;

/// <summary>One user: sends a request, waits for the answer, sends the next. Keeps one connection open to each server.</summary>
sealed class HttpLane(IRequestSource source, HttpDriveOptions options, HttpTally tally, EpollLoop? loop) : IDisposable
{
    readonly HttpConnection?[] connections = new HttpConnection?[source.Origins.Length];
    readonly ArrayBufferWriter<byte> scratch = new();
    readonly ArrayBufferWriter<byte>? body = options.Expected.BodyText is null ? null : new();
    HttpConnection? busy;
    long sent;

    /// <summary>Connects before the first request is due. Failures show again at that request.</summary>
    internal async Task PrepareAsync(CancellationToken cancel)
    {
        if (source.Origins.Length > 1)
            return;
        try
        {
            connections[0] = await ConnectAsync(0, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // Told when it matters.
        }
    }

    /// <summary>Sends a request and counts what becomes of it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="due">Time stamp of when it was due; <see langword="null"/> for now.</param>
    /// <param name="cancel">Ends the wait for a connection.</param>
    /// <returns>Why nobody could be reached; <see langword="null"/> when somebody was.</returns>
    internal async ValueTask<SocketException?> RunAsync(long number, long? due, CancellationToken cancel)
    {
        scratch.ResetWrittenCount();
        PlannedRequest request = source.Make(number, scratch);
        for (bool isAgain = false; ; isAgain = true)
        {
            HttpConnection? connection = null;
            long start = Stopwatch.GetTimestamp();
            try
            {
                connection = await OpenAsync(request, isAgain, cancel).ConfigureAwait(false);
                Volatile.Write(ref sent, start);
                Volatile.Write(ref busy, connection);
                long before = connection.BytesReceived;
                await connection.SendAsync(request.Bytes).ConfigureAwait(false);
                body?.ResetWrittenCount();
                HttpAnswer answer = await HttpAnswerReader.ReadAsync(connection, request.IsHead, body).ConfigureAwait(false);
                Volatile.Write(ref busy, null);
                tally.Received(connection.BytesReceived - before);
                tally.Answered(answer.Status, due ?? start, start, options.Expected.Judge(answer.Status, request.RecordedStatus, body is null ? default : body.WrittenSpan));
                if (!answer.KeepsOpen)
                    Close(request.Origin);
                return null;
            }
            catch (Exception e) when (e is IOException or SocketException or FormatException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                Volatile.Write(ref busy, null);
                bool isLost = connection is not null && !isAgain && request.IsIdempotent && connection.WasRequestLost(e);
                Close(request.Origin);
                if (isLost)
                {
                    tally.Retried();
                    continue;
                }
                cancel.ThrowIfCancellationRequested();
                if (connection is { IsAbandoned: true })
                    return null;
                bool isTimeout = connection is { IsGivenUp: true };
                tally.Broke(isTimeout ? $"no answer within {Trouble.Seconds(options.RequestLimit)}" : ReasonOf(e), isTimeout);
                return connection is null ? e.GetBaseException() as SocketException : null;
            }
        }
    }

    /// <summary>Gives the running request up when it takes too long. Called from another thread.</summary>
    /// <param name="isOver">Whether the load is over: then it is given up in any case, and does not count.</param>
    internal void GiveUp(bool isOver)
    {
        if (Volatile.Read(ref busy) is { } connection && (isOver || Stopwatch.GetElapsedTime(Volatile.Read(ref sent)) > options.RequestLimit))
            connection.GiveUp(isOver);
    }

    public void Dispose()
    {
        for (int i = 0; i < connections.Length; i++)
            Close(i);
    }

    async ValueTask<HttpConnection> OpenAsync(PlannedRequest request, bool isAgain, CancellationToken cancel)
    {
        if (connections[request.Origin] is { } open && (isAgain || open.IsStale(asksAlways: !request.IsIdempotent)))
            Close(request.Origin);
        return connections[request.Origin] ??= await ConnectAsync(request.Origin, cancel).ConfigureAwait(false);
    }

    async ValueTask<HttpConnection> ConnectAsync(int origin, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.RequestLimit);
        try
        {
            HttpConnection made = await source.Origins[origin].ConnectAsync(loop, limit.Token).ConfigureAwait(false);
            tally.Connected();
            return made;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    void Close(int origin)
    {
        connections[origin]?.Dispose();
        connections[origin] = null;
    }

    static string ReasonOf(Exception e) => e is EndOfStreamException or FormatException ? e.Message : Trouble.OneLine(e.GetBaseException().Message).TrimEnd('.');
}
