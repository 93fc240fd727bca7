using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>Watches a process that somebody else keeps running: takes evidence when it passes a limit, and says so. It is not touched otherwise.</summary>
sealed class GuardWatch(GuardPlan plan, UserTerminal terminal, TimeProvider time)
{
    /// <summary>Watches until a limit is passed or the process ends. Returns the exit code: 1 when a limit was passed.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        GuardJournal.Open(plan.Folder, [plan.Attach!]);
        WatchTarget target = await WatchTarget.OpenAsync(new() { Attach = plan.Attach }, terminal, Stream.Null, cancel).ConfigureAwait(false);
        GuardReason reason;
        ProcessSample last;
        await using (target.ConfigureAwait(false))
        {
            terminal.Progress.Done();
            var history = new WatchHistory();
            while (true)
            {
                if (await target.SampleAsync(time.GetUtcNow(), cancel).ConfigureAwait(false) is not { } sample)
                {
                    terminal.Error((await target.EndAsync().ConfigureAwait(false)).Why!);
                    return ExitCode.Target;
                }
                history.Add(last = sample);
                if (GuardRule.Judge(history.Samples, history.Verdict, plan.Limits) is { } found)
                {
                    reason = found;
                    break;
                }
                await Task.Delay(plan.Interval, time, cancel).ConfigureAwait(false);
            }
        }
        terminal.Note(GuardText.Passed(time.GetUtcNow(), target.Info.Pid, reason));
        (string? file, string? whyNot) = target.Pid is { } pid && ProcessFacts.TryRead(pid, out _)
            ? await new GuardEvidence(plan, terminal, time).TakeAsync(pid, last, cancel).ConfigureAwait(false)
            : (null, "the process is not on this machine");
        terminal.Write(file is not null ? $"{file}\n" : "");
        if (whyNot is not null)
            terminal.Note(GuardText.NoEvidence(whyNot));
        return ExitCode.Leak;
    }
}
