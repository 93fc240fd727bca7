using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Counts what happens during a load. Safe for several threads.</summary>
sealed class HttpTally
{
    const int LastStatus = 599;
    readonly LatencyHistogram latency = new();
    readonly LatencyHistogram service = new();
    readonly long[] statuses = new long[LastStatus + 1];
    readonly ConcurrentDictionary<string, long> failures = new(StringComparer.Ordinal);
    readonly List<(long Requests, long Bytes)> seconds = [];
    (long Requests, long Bytes) noted;
    long succeeded, failed, timedOut, connections, retried, bytes;

    internal long Succeeded => Volatile.Read(ref succeeded);

    internal long Failed => Volatile.Read(ref failed);

    internal long Done => Succeeded + Failed;

    internal string? FirstFailure { get; private set; }

    internal void Connected() => Interlocked.Increment(ref connections);

    internal void Retried() => Interlocked.Increment(ref retried);

    internal void Received(long count) => Interlocked.Add(ref bytes, count);

    /// <summary>Notes an answer, and why it is not the right one.</summary>
    internal void Answered(int status, long due, long sent, string? failure)
    {
        long now = Stopwatch.GetTimestamp();
        latency.Add(Stopwatch.GetElapsedTime(due, now));
        service.Add(Stopwatch.GetElapsedTime(sent, now));
        if ((uint)status <= LastStatus)
            Interlocked.Increment(ref statuses[status]);
        if (failure is null)
            Interlocked.Increment(ref succeeded);
        else
            Fail(failure);
    }

    /// <summary>Notes a request without an answer.</summary>
    internal void Broke(string reason, bool isTimeout)
    {
        if (isTimeout)
            Interlocked.Increment(ref timedOut);
        Fail(reason);
    }

    /// <summary>A second is over.</summary>
    internal void NoteSecond()
    {
        (long Requests, long Bytes) now = (Done, Volatile.Read(ref bytes));
        seconds.Add((now.Requests - noted.Requests, now.Bytes - noted.Bytes));
        noted = now;
    }

    internal HttpDriveResult Finish(TimeSpan duration, long unsent) => new()
    {
        Succeeded = succeeded,
        Failed = failed,
        TimedOut = timedOut,
        Connections = connections,
        Retried = retried,
        Unsent = unsent,
        BytesReceived = bytes,
        Duration = duration,
        Latency = latency,
        ServiceTime = service,
        Statuses = Enumerable.Range(0, statuses.Length).Where(i => statuses[i] > 0).ToImmutableSortedDictionary(i => i, i => statuses[i]),
        Failures = failures.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Seconds = [.. seconds],
    };

    void Fail(string reason)
    {
        Interlocked.Increment(ref failed);
        FirstFailure ??= reason;
        failures.AddOrUpdate(reason, 1, (_, count) => count + 1);
    }
}
