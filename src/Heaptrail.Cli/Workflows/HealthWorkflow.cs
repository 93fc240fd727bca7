using System.Collections.Immutable;
using Heaptrail.Capture;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Health;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Reads a process for some seconds and judges it.</summary>
sealed class HealthWorkflow(WatchOptions options, UserTerminal terminal, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <exception cref="CaptureException">The process cannot be read, or ended at once.</exception>
    public async Task<DoctorView> RunAsync(CancellationToken cancel)
    {
        WatchTarget target = await WatchTarget.OpenAsync(options, terminal, terminal.PassThrough, cancel).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            var samples = new List<ProcessSample>();
            long begin = time.GetTimestamp();
            terminal.Progress.Step($"reading the process for {options.Duration!.Value.TotalSeconds:0.#} s");
            for (long tick = 1; await target.SampleAsync(time.GetUtcNow(), cancel).ConfigureAwait(false) is { } sample; tick++)
            {
                samples.Add(sample);
                TimeSpan now = time.GetElapsedTime(begin);
                tick = long.Max(tick, (long)double.Ceiling(now / options.Interval));
                if (options.Interval * tick > options.Duration!.Value + (options.Interval / 2))
                    break;
                await Task.WhenAny(Task.Delay(options.Interval * tick - now is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, cancel), target.Finishing).ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                if (target.Finishing.IsCompleted)
                    break;
            }
            if (samples.Count < 2)
                throw new CaptureException(CaptureFault.ExitedEarly, $"{(await target.EndAsync().ConfigureAwait(false)).Why ?? "the program ended"}: it has to run for some seconds to be judged");
            terminal.Progress.Done();
            ImmutableArray<HealthCheck> checks = ProcessHealth.Judge(samples);
            DoctorView machine = DoctorWorkflow.Judge(MachineFacts.Read(target.Pid), target.Pid);
            return machine with { Health = new(target.Info, double.Round((samples[^1].At - samples[0].At).TotalSeconds, 1), samples.Count, ProcessHealth.Summary(checks), checks) };
        }
    }
}
