using System.Diagnostics;
using System.Net.Sockets;

namespace Heaptrail.Capture.Load.Http;

/// <summary>Drives a server with HTTP/1.1 requests over several connections, and measures. One object for one load.</summary>
/// <param name="source">The requests.</param>
/// <param name="options">How they are sent.</param>
public sealed class HttpDriver(IRequestSource source, HttpDriveOptions options)
{
    /// <summary>So many connections in a row must be refused before the program counts as gone: a restart under load is not the end.</summary>
    const int RefusedInARow = 200;
    static readonly TimeSpan tickTime = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan lastWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan refusedWait = TimeSpan.FromMilliseconds(10);
    readonly HttpTally tally = new();
    readonly long total = long.Min(options.Requests ?? long.MaxValue, source.Count ?? long.MaxValue);
    long started;
    long begin;
    int refusedInARow;
    CaptureException? trouble;

    /// <summary>Requests that have ended so far.</summary>
    public long Done => tally.Done;

    /// <summary>How many requests were started.</summary>
    public long Started => long.Min(total, Volatile.Read(ref started));

    /// <summary>Why the first request failed that did.</summary>
    public string? FirstFailure => tally.FirstFailure;

    /// <summary>Sends all requests.</summary>
    /// <param name="progress">Told several times a second.</param>
    /// <param name="cancel">Ends the load; what was measured is returned all the same.</param>
    /// <exception cref="CaptureException">Nobody listens, or the program has gone.</exception>
    public async Task<HttpDriveResult> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        int count = (int)long.Min(options.Connections, total);
        using EpollLoop? loop = EpollLoop.IsSupported ? new() : null;
        HttpLane[] lanes = [.. Enumerable.Range(0, count).Select(_ => new HttpLane(source, options, tally, loop))];
        try
        {
            // To connect belongs to no request when requests have their time.
            if (source.DueTime(0) is not null)
                await Task.WhenAll(lanes.Select(lane => lane.PrepareAsync(cancel))).ConfigureAwait(false);
            begin = Stopwatch.GetTimestamp();
            using var pacer = new Pacer(begin);
            Task work = Task.WhenAll(lanes.Select(lane => Task.Run(() => DriveAsync(lane, pacer, giveUp), CancellationToken.None)));
            await AttendAsync(work, lanes, pacer, progress, giveUp).ConfigureAwait(false);
            TimeSpan duration = Stopwatch.GetElapsedTime(begin);
            await work.ConfigureAwait(false);
            if (trouble is not null)
                throw trouble;
            return tally.Finish(duration, Unsent(duration));
        }
        finally
        {
            foreach (HttpLane lane in lanes)
                lane.Dispose();
        }
    }

    async Task DriveAsync(HttpLane lane, Pacer pacer, CancellationTokenSource giveUp)
    {
        try
        {
            while (!giveUp.IsCancellationRequested && TryStart(out long number))
            {
                TimeSpan? due = source.DueTime(number);
                if (due is { } time)
                    await pacer.WaitAsync(time).ConfigureAwait(false);
                if (giveUp.IsCancellationRequested || IsOver)
                    return;
                SocketException? refusal = await lane.RunAsync(number, due is { } planned ? begin + (long)(planned.TotalSeconds * Stopwatch.Frequency) : null, giveUp.Token).ConfigureAwait(false);
                if (refusal is null)
                    Volatile.Write(ref refusedInARow, 0);
                else if (IsGone(number, refusal))
                    await giveUp.CancelAsync().ConfigureAwait(false);
                else
                    await Task.Delay(refusedWait, giveUp.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // Ended from outside.
        }
    }

    bool IsOver => options.Duration is { } duration && Stopwatch.GetElapsedTime(begin) >= duration;

    bool TryStart(out long number)
    {
        number = -1;
        if (IsOver)
            return false;
        number = Interlocked.Increment(ref started) - 1;
        return number < total;
    }

    /// <summary>Watches over the work: progress, seconds, requests that take too long, and the end.</summary>
    async Task AttendAsync(Task work, HttpLane[] lanes, Pacer pacer, IProgress<LoadProgress>? progress, CancellationTokenSource giveUp)
    {
        int second = 1;
        TimeSpan? cancelled = null;
        while (await Task.WhenAny(work, Task.Delay(tickTime, CancellationToken.None)).ConfigureAwait(false) != work)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(begin);
            for (; now.TotalSeconds >= second && !(options.Duration is { } all && second > all.TotalSeconds); second++)
                tally.NoteSecond();
            bool isLast = false;
            if (giveUp.IsCancellationRequested || (options.Duration is { } duration && now >= duration))
            {
                pacer.Close();
                cancelled ??= now;
                // What is under way may end; after that there is nothing to wait for.
                isLast = giveUp.IsCancellationRequested || now - cancelled > lastWait;
            }
            foreach (HttpLane lane in lanes)
                lane.GiveUp(isLast);
            progress?.Report(Progress(now));
        }
        TimeSpan end = Stopwatch.GetElapsedTime(begin);
        for (; end.TotalSeconds >= second && !(options.Duration is { } all && second > all.TotalSeconds); second++)
            tally.NoteSecond();
        progress?.Report(Progress(end));
    }

    LoadProgress Progress(TimeSpan now) => new(tally.Done, total == long.MaxValue ? null : total, tally.Done / now.TotalSeconds, now);

    /// <summary>Whether to give up: nobody is there.</summary>
    bool IsGone(long number, SocketException why)
    {
        int refused = Interlocked.Increment(ref refusedInARow);
        if (tally.Succeeded == 0 && refused >= long.Min(options.Connections, total) && refused == tally.Failed)
            Interlocked.CompareExchange(ref trouble, Trouble.Refused(source.UrlOf(number), why.Message, why), null);
        else if (refused >= RefusedInARow && !options.IsPatient)
            Interlocked.CompareExchange(ref trouble, Trouble.StoppedAnswering(source.UrlOf(number), tally.Succeeded, why.Message, why), null);
        return Volatile.Read(ref trouble) is not null;
    }

    long Unsent(TimeSpan duration)
    {
        if (source.DueTime(0) is null)
            return 0;
        TimeSpan end = options.Duration is { } limit && limit < duration ? limit : duration;
        // The last request that was due: requests are due in the order of their numbers.
        long low = tally.Done, high = total == long.MaxValue ? long.Max(low, (long)(end.TotalSeconds / source.DueTime(1_000_000)!.Value.TotalSeconds * 1_000_000)) : total;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (source.DueTime(middle) < end)
                low = middle + 1;
            else
                high = middle;
        }
        return low - tally.Done;
    }
}
