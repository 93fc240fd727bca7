using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>Names leaks from files: read, compare, diagnose.</summary>
sealed class LeaksWorkflow(IReadOnlyList<string> files, RequestCounts? served, IgnoreList ignored, IProgressDisplay progress, bool byPath = false)
{
    /// <summary>Does it.</summary>
    public LeakReport Run(CancellationToken cancel)
    {
        long[]? requests = served?.Until(files.Count);
        SnapshotSeries series = SnapshotSeries.Read(files, progress, cancel, byPath).Checked();
        ProgramSources sources = new ProgramSources().AddFrom(series.Last);
        LeakDiagnosis diagnosis = series.Diagnose(requests, sources, ignored);
        return new()
        {
            Tool = new("heaptrail", ProductVersion.Text),
            Command = "leaks",
            Verdict = diagnosis.Verdict,
            Summary = diagnosis.Summary,
            MatchedBy = series.MatchedBy,
            Snapshots = series.Describe((i, info) => info with { Requests = requests?[i] }),
            Findings = diagnosis.Findings,
            Dismissed = diagnosis.Dismissed,
            Warnings = [.. series.Warnings, .. diagnosis.Warnings],
        };
    }
}
