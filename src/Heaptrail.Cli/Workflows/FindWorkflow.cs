using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Load;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>The main job: start or attach, warm up, drive rounds with a snapshot after each, let go of the program, name the leak.</summary>
sealed class FindWorkflow(FindOptions options, UserTerminal terminal)
{
    /// <summary>Does it.</summary>
    public async Task<LeakReport> RunAsync(CancellationToken cancel)
    {
        CaptureFolder folder = CaptureFolder.Create(options.Folder, DateTimeOffset.UtcNow);
        FindTarget target = await FindTarget.OpenAsync(options, terminal, cancel).ConfigureAwait(false);
        FindRounds rounds;
        await using (target.ConfigureAwait(false))
        {
            rounds = new(options, target, folder, terminal.Progress);
            await rounds.RunAsync(cancel).ConfigureAwait(false);
        }
        SnapshotSeries series = SnapshotSeries.Read([.. rounds.Snapshots.Select(s => s.Path)], terminal.Progress, cancel);
        LeakDiagnosis diagnosis = series.Diagnose(rounds.Requests, rounds.Sources, options.Ignored, cancel);
        return new()
        {
            Tool = new("heaptrail", ProductVersion.Text),
            Command = "find",
            Verdict = diagnosis.Verdict,
            Summary = diagnosis.Summary,
            Target = target.Info,
            Snapshots = series.Describe((i, info) => Completed(info, i, rounds)),
            Memory = [.. rounds.Memory],
            Load = LoadOf(rounds.Loads),
            Findings = diagnosis.Findings,
            Dismissed = diagnosis.Dismissed,
            Warnings = [.. target.Notes, .. rounds.Warnings, .. diagnosis.Warnings],
        };
    }

    static SnapshotInfo Completed(SnapshotInfo info, int round, FindRounds rounds)
    {
        SnapshotFile file = rounds.Snapshots[round];
        return info with
        {
            Label = $"after round {round + 1}",
            Method = "inspector",
            TakenAt = file.TakenAt,
            Requests = rounds.Requests?[round],
            PauseMilliseconds = Math.Round(file.Pause.TotalMilliseconds),
        };
    }

    static LoadInfo? LoadOf(List<LoadRound> loads)
    {
        if (loads.Count == 0 || loads.Any(l => l.Requests is null))
            return null;
        long requests = loads.Sum(l => l.Requests!.Value);
        double seconds = loads.Sum(l => l.Duration.TotalSeconds);
        LatencySummary[] latencies = [.. loads.Select(l => l.Latency).OfType<LatencySummary>()];
        LatencyInfo? latency = latencies.Length == 0 ? null : new(
            Milliseconds(latencies.Select(l => l.P50).Order().ElementAt(latencies.Length / 2)),
            Milliseconds(latencies.Max(l => l.P99)),
            Milliseconds(latencies.Max(l => l.Max)));
        return new(requests, seconds > 0 ? Math.Round(requests / seconds, 1) : 0, loads.Sum(l => l.Failed ?? 0), latency);
    }

    static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
