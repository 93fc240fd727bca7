using System.Diagnostics;
using System.Net.Sockets;

namespace Heaptrail.Capture.Load;

/// <summary>Counts what happens in one round of an <see cref="HttpLoad"/>. Safe for several threads.</summary>
sealed class HttpRound(int total, long firstNumber, int connections)
{
    /// <summary>So many connections in a row must be refused before the program counts as gone: a restart under load is not the end.</summary>
    const int RefusedInARow = 200;
    readonly Stopwatch clock = Stopwatch.StartNew();
    readonly long[] latencies = new long[total];
    int started;
    int answered;
    int failed;
    int refusedInARow;
    string? firstFailure;
    CaptureException? trouble;

    internal int Started => Math.Min(total, Volatile.Read(ref started));

    /// <summary>Why the round was given up.</summary>
    internal CaptureException? Trouble => Volatile.Read(ref trouble);

    internal LoadProgress Progress
    {
        get
        {
            long done = Volatile.Read(ref answered) + (long)Volatile.Read(ref failed);
            return new LoadProgress(done, total, done / clock.Elapsed.TotalSeconds, clock.Elapsed);
        }
    }

    /// <summary>Gives out the number of the next request, until the round is full.</summary>
    internal bool TryStart(out long number)
    {
        int index = Interlocked.Increment(ref started) - 1;
        number = firstNumber + index;
        return index < total;
    }

    internal void Answered(int status, TimeSpan latency)
    {
        Volatile.Write(ref refusedInARow, 0);
        if (status >= 500)
            Fail($"status {status}");
        else
            latencies[Interlocked.Increment(ref answered) - 1] = latency.Ticks;
    }

    /// <summary>Notes a request without an answer.</summary>
    /// <returns>Whether to give the round up: nobody is there.</returns>
    internal bool Broke(string url, Exception why, TimeSpan limit)
    {
        string reason = why is OperationCanceledException
            ? $"no answer within {Capture.Trouble.Seconds(limit)}"
            : why.InnerException is InvalidOperationException lost ? lost.Message
            : why.GetBaseException() is SocketException socket ? socket.Message
            : why.Message;
        Fail(reason);
        if (why is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
            return false;
        int refused = Interlocked.Increment(ref refusedInARow);
        int done = Volatile.Read(ref answered);
        if (done == 0 && firstNumber == 0 && refused >= connections && refused == Volatile.Read(ref failed))
            Interlocked.CompareExchange(ref trouble, Capture.Trouble.Refused(url, reason, why), null);
        else if (refused >= RefusedInARow)
            Interlocked.CompareExchange(ref trouble, Capture.Trouble.StoppedAnswering(url, firstNumber + done, reason, why), null);
        return Trouble is not null;
    }

    internal LoadRound Finish() =>
        new(answered + failed, failed, clock.Elapsed, LatencySummary.Of(latencies.AsSpan(0, answered)), firstFailure);

    void Fail(string reason)
    {
        Interlocked.Increment(ref failed);
        Interlocked.CompareExchange(ref firstFailure, reason, null);
    }
}
