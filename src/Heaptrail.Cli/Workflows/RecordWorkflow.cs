using System.Diagnostics;
using System.Globalization;
using System.Text;
using Heaptrail.Capture.Inspector;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Records the allocations of a program for a while: samples with stacks, or a timeline of all.</summary>
sealed class RecordWorkflow(RecordOptions options, UserTerminal terminal)
{
    /// <summary>Records until the time is up, the program wants to end, or the user has enough; in all three cases the file is written.</summary>
    /// <exception cref="Capture.CaptureException">The process cannot be looked into.</exception>
    public async Task<RecordingView> RunAsync(CancellationToken cancel)
    {
        // A slice: the program need not serve anything.
        FindTarget target = await FindTarget.OpenAsync(new() { Command = options.Command, Attach = options.Attach, Slice = options.Duration, PortLimit = TimeSpan.FromSeconds(30) }, terminal, cancel).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            HeapSession session = target.Session;
            string file = options.File ?? string.Create(CultureInfo.InvariantCulture, $"heap-{target.Info.Pid}-{DateTime.UtcNow:yyyyMMdd'T'HHmmss}.{options.Extension}");
            if (options.IsTimeline)
                await session.StartTimelineAsync(options.Stacks, cancel).ConfigureAwait(false);
            else
                await session.StartSamplingAsync(options.Sampling, cancel).ConfigureAwait(false);
            terminal.Progress.Step($"recording allocations for {Durations.Format(options.Duration)}");
            var clock = Stopwatch.StartNew();
            await Task.WhenAny(Task.Delay(options.Duration, cancel), target.Finishing).ConfigureAwait(false);
            double seconds = double.Round(clock.Elapsed.TotalSeconds, 2);
            terminal.Progress.Step($"writing {file}");
            long bytes = await WriteAsync(session, file).ConfigureAwait(false);
            return new()
            {
                Tool = OpenedSnapshot.Tool,
                Command = options.IsTimeline ? "record" : "sample",
                Target = target.Info,
                Seconds = seconds,
                File = file,
                Bytes = bytes,
                IntervalBytes = options.IsTimeline ? null : options.Sampling.IntervalBytes,
                IncludesCollected = options.IsTimeline ? null : options.Sampling.IncludesCollected,
                Release = await target.ReleaseAsync().ConfigureAwait(false) is { } released ? Releases.Of(released) : null,
                HasStacks = !options.IsTimeline || options.Stacks == TimelineStacks.Recorded,
            };
        }
    }

    async Task<long> WriteAsync(HeapSession session, string file)
    {
        if (options.IsTimeline)
            return (await session.StopTimelineAsync(file).ConfigureAwait(false)).Bytes;
        byte[] profile = Encoding.UTF8.GetBytes(await session.StopSamplingAsync().ConfigureAwait(false));
        using FileStream output = OutputFile.Create(file, options.Force);
        output.Write(profile);
        return profile.Length;
    }
}

/// <summary>What is recorded.</summary>
sealed record RecordOptions
{
    /// <summary>The command that starts the program; empty when a running process is recorded.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Command { get; init; } = [];
    /// <summary>A running process.</summary>
    public string? Attach { get; init; }
    /// <summary>How long.</summary>
    public TimeSpan Duration { get; init; }
    /// <summary>Whether it is a timeline, and not samples.</summary>
    public bool IsTimeline { get; init; }
    /// <summary>How samples are taken.</summary>
    public SamplingOptions Sampling { get; init; }
    /// <summary>Whether a timeline has stacks.</summary>
    public TimelineStacks Stacks { get; init; }
    /// <summary>The file; <see langword="null"/> for a name made from the process and the time.</summary>
    public string? File { get; init; }
    /// <summary>Whether a file that exists is overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>What files of this kind end with.</summary>
    public string Extension => IsTimeline ? "heaptimeline" : "heapprofile";
}
