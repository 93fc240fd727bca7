using System.Collections.Immutable;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Verification;

/// <summary>Compares a run with an earlier one of the same recipe: leaks by fingerprint, and what the change costs.</summary>
public static class RunComparison
{
    /// <summary>The report of a run, completed by what came of the leaks of the earlier one. Pure.</summary>
    /// <param name="baseline">The report of the earlier run.</param>
    /// <param name="file">Its path as the user gave it.</param>
    /// <param name="run">The report of this run.</param>
    public static LeakReport Compare(LeakReport baseline, string file, LeakReport run)
    {
        ImmutableArray<VerifiedLeak> leaks = [.. Before(baseline, run), .. New(baseline, run)];
        VerifyOutcome outcome = OutcomeOf(baseline, run, leaks);
        return run with
        {
            Command = "verify",
            Summary = VerifyPhrases.Summary(outcome, leaks, run),
            Verification = new(outcome, file, leaks, FiguresOf(baseline), FiguresOf(run)),
            Warnings = [.. VerifyPhrases.Differences(baseline, run), .. run.Warnings],
        };
    }

    static IEnumerable<VerifiedLeak> Before(LeakReport baseline, LeakReport run) => Proved(baseline).Select(before =>
        Proved(run).FirstOrDefault(f => f.Fingerprint == before.Fingerprint) is { } now
            ? new VerifiedLeak(before.Fingerprint, now.Title, LeakFate.Still, before.Unit.PerRequest, now.Unit.PerRequest)
            : new VerifiedLeak(before.Fingerprint, before.Title, LeakFate.Fixed, before.Unit.PerRequest, null));

    static IEnumerable<VerifiedLeak> New(LeakReport baseline, LeakReport run) =>
        Proved(run).Where(now => Proved(baseline).All(before => before.Fingerprint != now.Fingerprint))
            .Select(now => new VerifiedLeak(now.Fingerprint, now.Title, LeakFate.New, null, now.Unit.PerRequest));

    // A suspect proves nothing, neither that a leak is there nor that it is gone.
    static IEnumerable<Finding> Proved(LeakReport report) => report.Findings.Where(f => f.Confidence != Confidence.Suspect);

    static VerifyOutcome OutcomeOf(LeakReport baseline, LeakReport run, ImmutableArray<VerifiedLeak> leaks)
    {
        if (leaks.Any(l => l.Fate == LeakFate.Still))
            return VerifyOutcome.StillLeaks;
        if (leaks.Any(l => l.Fate == LeakFate.New))
            return VerifyOutcome.AnotherLeak;
        bool isSuspected = run.Findings.Any(now => baseline.Findings.Any(before => before.Fingerprint == now.Fingerprint));
        if (run.Verdict == Verdict.Inconclusive || isSuspected)
            return VerifyOutcome.Inconclusive;
        return leaks.IsEmpty ? VerifyOutcome.StillNone : VerifyOutcome.Fixed;
    }

    static RunFigures FiguresOf(LeakReport report) => new(report.Target?.Node, report.Target?.Command ?? "", report.Load?.PerSecond, report.Load?.LatencyMilliseconds,
        PerRequest(report, Figures.HeapSizes(report)), PerRequest(report, Figures.AtSnapshots(report, m => m.Rss)));

    static double? PerRequest(LeakReport report, IReadOnlyList<long> sizes) =>
        sizes.Count > 1 && report.Snapshots[^1].Requests - report.Snapshots[0].Requests is > 0 and var requests
            ? Math.Round((sizes[^1] - sizes[0]) / (double)requests, 1)
            : null;
}
