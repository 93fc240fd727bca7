using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Load;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>The main job: start or attach, warm up, drive rounds with a snapshot after each, name the leak, look again after a rest.</summary>
sealed class FindWorkflow(FindOptions options, UserTerminal terminal)
{
    bool settled;

    /// <summary>Does it.</summary>
    public async Task<LeakReport> RunAsync(CancellationToken cancel)
    {
        CaptureFolder folder = CaptureFolder.Create(options.Folder, DateTimeOffset.UtcNow);
        FindTarget target = await FindTarget.OpenAsync(options, terminal, cancel).ConfigureAwait(false);
        FindRounds rounds;
        SnapshotSeries series;
        LeakDiagnosis diagnosis;
        await using (target.ConfigureAwait(false))
        {
            rounds = new(options, target, folder, terminal.Progress);
            await rounds.RunAsync(cancel).ConfigureAwait(false);
            series = SnapshotSeries.Read([.. rounds.Snapshots.Select(s => s.Path)], terminal.Progress, cancel);
            LeakDiagnosis? loaded = null;
            // A second look costs a snapshot, so it is taken only where there is something to look at.
            if (options.Settle > TimeSpan.Zero)
            {
                loaded = series.Diagnose(rounds.Requests, new ProgramSources().AddFrom(series.Last), options.Ignored);
                settled = !loaded.Findings.IsEmpty && await rounds.SettleAsync(options.Settle, cancel).ConfigureAwait(false);
            }
            if (settled)
                series = series.WithLast(rounds.Snapshots[^1].Path, cancel);
            await rounds.ReadSourcesAsync(cancel).ConfigureAwait(false);
            diagnosis = loaded is { Findings.IsEmpty: true } ? loaded : series.Diagnose(rounds.Requests, rounds.Sources.AddFrom(series.Last), options.Ignored);
            if (settled)
                diagnosis = SettledGrowth.Judge(loaded!, diagnosis, options.Settle);
            if (await target.ReleaseAsync().ConfigureAwait(false) is { IsAsFound: false } released)
                target.Notes.Add(released.Sentence);
        }
        return new()
        {
            Tool = new("heaptrail", ProductVersion.Text),
            Command = "find",
            Verdict = diagnosis.Verdict,
            Summary = diagnosis.Summary,
            Target = target.Info with { Node = target.Info.Node ?? NodeVersion.Find(series.Last) },
            MatchedBy = series.MatchedBy,
            Snapshots = series.Describe((i, info) => Completed(info, i, target, rounds)),
            Memory = [.. rounds.Memory],
            Load = LoadOf(rounds.Loads),
            Findings = diagnosis.Findings,
            Dismissed = diagnosis.Dismissed,
            Warnings = [.. target.Notes, .. rounds.Warnings, .. series.Warnings, .. diagnosis.Warnings],
            Recipe = options.Recipe,
        };
    }

    SnapshotInfo Completed(SnapshotInfo info, int round, FindTarget target, FindRounds rounds)
    {
        SnapshotFile file = rounds.Snapshots[round];
        return info with
        {
            Label = settled && round == rounds.Snapshots.Count - 1 ? $"after round {round + 1} and {options.Settle.TotalSeconds:0.#} s of rest" : $"after round {round + 1}",
            Method = target.Heap.Method,
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
