using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Web;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>Watches a process until it ends, the time is up, the user stops it, or there is an answer.</summary>
sealed class WatchWorkflow(WatchOptions options, UserTerminal terminal, TimeProvider time)
{
    readonly WatchOutput output = WatchOutput.Of(terminal, options);
    readonly WatchHistory history = new();
    MetricsServer? metrics;
    SnapshotTaker? taker;
    readonly WatchControl? control = PressedKeys.Open(terminal) is { } keys && !options.Json ? new(keys.Next) : null;

    static readonly TimeSpan keyTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Does it. Returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        metrics = MetricsServer.Start(options.MetricsPort, terminal);
        try
        {
            return await WatchAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            if (metrics is not null)
                await metrics.DisposeAsync().ConfigureAwait(false);
        }
    }

    async Task<int> WatchAsync(CancellationToken cancel)
    {
        WatchTarget target = await WatchTarget.OpenAsync(options, terminal, output.PassThrough, cancel).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            using StreamWriter? record = options.Record is { } path ? new StreamWriter(OutputFile.Create(path, options.Force)) { AutoFlush = true } : null;
            terminal.Progress.Done();
            output.Begin(target.Info);
            taker = options.Captures is { } plan ? new(plan with { Target = target.Pid is { } pid ? $"{pid}" : plan.Target }, terminal, time) : null;
            record?.Write(WatchJson.Text(WatchLine.Of(OpenedSnapshot.Tool, target.Info)));
            (int Code, string? Why)? end = null;
            bool isInterrupted = false;
            try
            {
                end = await LoopAsync(target, record, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                isInterrupted = true;
            }
            TrendVerdict verdict = history.Judge();
            record?.Write(WatchJson.Text(WatchLine.Of(verdict)));
            output.End(history);
            if (end?.Why is { } why)
                terminal.Error(why);
            return isInterrupted ? ExitCode.Interrupted : verdict.IsLeak ? ExitCode.Leak : end is { Code: not 0 } ? ExitCode.Target : ExitCode.Done;
        }
    }

    /// <summary>Returns how the process ended; <see langword="null"/> when it goes on.</summary>
    async Task<(int Code, string? Why)?> LoopAsync(WatchTarget target, StreamWriter? record, CancellationToken cancel)
    {
        long begin = time.GetTimestamp();
        for (long tick = 1; ; tick++)
        {
            if (await target.SampleAsync(time.GetUtcNow(), cancel).ConfigureAwait(false) is not { } sample)
                return await target.EndAsync().ConfigureAwait(false);
            history.Add(sample);
            record?.Write(WatchJson.Text(WatchLine.Of(sample)));
            output.Show(history);
            if (taker is not null && await taker.LookAsync(sample, history.Verdict, null, cancel).ConfigureAwait(false) is { } view)
                output.Captured(view);
            metrics?.Show(new PrometheusText().Add(target.Info.Pid, history));
            if (terminal.IsOutputBroken || (options.UntilVerdict && history.Verdict.Kind != TrendKind.NotEnoughData))
                return null;
            TimeSpan now = time.GetElapsedTime(begin);
            if (options.Duration is { } duration && now + options.Interval > duration)
            {
                if (duration > now)
                    await Task.Delay(duration - now, time, cancel).ConfigureAwait(false);
                return null;
            }
            // Samples keep their pace: a slow one delays only itself, and missed ones are not made up for.
            tick = long.Max(tick, (long)double.Ceiling(now / options.Interval));
            if (!await WaitAsync(target, begin, options.Interval * tick, cancel).ConfigureAwait(false))
                return null;
            cancel.ThrowIfCancellationRequested();
            if (target.Finishing.IsCompleted)
                return await target.EndAsync().ConfigureAwait(false);
        }
    }
    /// <summary>Waits for the time of the next sample, and does meanwhile what keys ask for. Returns whether to go on.</summary>
    async Task<bool> WaitAsync(WatchTarget target, long begin, TimeSpan until, CancellationToken cancel)
    {
        while (true)
        {
            switch (control?.Look())
            {
                case WatchRequest.Quit:
                    return false;
                case WatchRequest.Collect when await target.ReadFloorAsync(time.GetUtcNow(), cancel).ConfigureAwait(false) is null:
                    terminal.Note("garbage can be collected through the inspector only, and it does not answer");
                    break;
                case WatchRequest.Snapshot:
                    TriggerPlan plan = options.Captures ?? new() { Target = options.Attach ?? "" };
                    taker ??= new(plan with { Target = target.Pid is { } pid ? $"{pid}" : plan.Target }, terminal, time);
                    if (await taker.LookAsync(history.Samples[^1], history.Verdict, "s was pressed", cancel).ConfigureAwait(false) is { } view)
                        output.Captured(view);
                    break;
            }
            if (control is not null)
                output.ShowKeys(control.Help);
            TimeSpan wait = until - time.GetElapsedTime(begin);
            if (target.Finishing.IsCompleted || (wait <= TimeSpan.Zero && control is not { IsPaused: true }))
                return true;
            TimeSpan slice = control is null || (wait < keyTime && !control.IsPaused) ? wait : keyTime;
            await Task.WhenAny(Task.Delay(slice, time, cancel), target.Finishing).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }
}
