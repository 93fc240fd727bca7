using System.Text.Json;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Guard;

/// <summary>A process that is guarded.</summary>
public sealed class GuardMember
{
    readonly TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource draining = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource agentCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<JsonElement> reports = [];

    internal GuardMember(int pid) =>
        (Pid, StartTicks) = (pid, ProcessFacts.TryRead(pid, out ProcessFacts facts) ? facts.StartTicks : 0);

    /// <summary>Process id.</summary>
    public int Pid { get; }

    /// <summary>Start time in kernel ticks; with <see cref="Pid"/> it names the process for good.</summary>
    public long StartTicks { get; }

    /// <summary>Whether it was asked to end.</summary>
    public bool IsLeaving { get; internal set; }

    /// <summary>Ends when it has ended, with how: <c>exited with code 1</c>, <c>was ended by SIGKILL</c>.</summary>
    public Task<string> Ended => ended.Task;

    /// <summary>The shell that it was started by; <see langword="null"/> when there is none.</summary>
    internal int? Shell { get; set; }

    /// <summary>Ends when it listens or has said that it is ready.</summary>
    internal Task Up => up.Task;

    /// <summary>Ends when its agent has been heard of.</summary>
    internal Task AgentCame => agentCame.Task;

    /// <summary>Ends when it has heard that its connections are to run out.</summary>
    internal Task Draining => draining.Task;

    /// <summary>Ends when they have.</summary>
    internal Task Drained => drained.Task;

    /// <summary>How often it was looked for in vain.</summary>
    internal int RoundsGone { get; set; }

    internal GuardConnection? Agent { get; private set; }

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => ProcessFacts.TryRead(Pid, out ProcessFacts now) && now.StartTicks == StartTicks && !now.HasEnded;

    /// <summary>Reads it from outside, with what it has last told of itself; <see langword="null"/> when it has ended.</summary>
    /// <param name="at">The time to write down.</param>
    public ProcessSample? Read(DateTimeOffset at)
    {
        ProcessSample? sample = OutsideReader.TryRead(Pid, at);
        JsonElement[] told;
        lock (reports)
        {
            told = [.. reports];
            reports.Clear();
        }
        if (sample is null || told.Length == 0)
            return sample;
        ProcessSample[] complete = [.. told.Select(report => WatchProbe.Complete(sample, report))];
        return complete[^1] with { Floors = [.. complete.SelectMany(one => one.Floors)] };
    }

    internal void Connect(GuardConnection connection)
    {
        Agent = connection;
        agentCame.TrySetResult();
    }

    internal void Notice(GuardMessage message, bool waitsForReady)
    {
        switch (message.Type)
        {
            case "listening" when !waitsForReady:
            case "ready":
                up.TrySetResult();
                break;
            case "draining":
                draining.TrySetResult();
                break;
            case "drained":
                drained.TrySetResult();
                break;
            case "sample" when message.Body.TryGetProperty("sample", out JsonElement sample):
                lock (reports)
                    reports.Add(sample);
                break;
        }
    }

    internal void End(string how)
    {
        if (ended.TrySetResult(how))
            drained.TrySetResult();
    }
}
