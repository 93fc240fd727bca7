using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Verification;

/// <summary>The sentences of a verification.</summary>
static class VerifyPhrases
{
    /// <summary>The answer in one or two sentences.</summary>
    internal static string Summary(VerifyOutcome outcome, IReadOnlyList<VerifiedLeak> leaks, LeakReport run)
    {
        List<VerifiedLeak> gone = [.. leaks.Where(l => l.Fate == LeakFate.Fixed)];
        List<VerifiedLeak> still = [.. leaks.Where(l => l.Fate == LeakFate.Still)];
        List<VerifiedLeak> added = [.. leaks.Where(l => l.Fate == LeakFate.New)];
        return outcome switch
        {
            VerifyOutcome.Fixed when gone.Count == 1 => $"The leak of the baseline is gone, and there is no other: {gone[0].Title}.",
            VerifyOutcome.Fixed => $"All {Counts.Format(gone.Count)} leaks of the baseline are gone, and there is no other.",
            VerifyOutcome.StillLeaks => $"{Still(still)}.{Gone(gone)}{Added(added)}",
            VerifyOutcome.AnotherLeak when gone.Count > 0 => $"{Gone(gone).TrimStart()}{Added(added)}",
            VerifyOutcome.AnotherLeak => $"The baseline had no leak, this run has {(added.Count == 1 ? "one" : Counts.Format(added.Count))}: {string.Join("; ", added.Select(l => l.Title))}.",
            VerifyOutcome.StillNone => "The baseline had no leak, and neither has this run.",
            _ => $"Whether the leak is gone cannot be told: {run.Summary}",
        };
    }

    /// <summary>Where the two runs cannot be compared like for like, one sentence each.</summary>
    internal static IEnumerable<string> Differences(LeakReport baseline, LeakReport run)
    {
        if (baseline.Recipe is { } before && run.Recipe is { } now && !before.Command.SequenceEqual(now.Command))
            yield return $"The command differs: the baseline ran '{string.Join(' ', before.Command)}', this run '{string.Join(' ', now.Command)}'. A leak is known by its file, so one that moved to another file counts as another leak.";
        if (MajorOf(baseline) is { } old && MajorOf(run) is { } major && old != major)
            yield return $"Node.js differs: the baseline ran on {old}, this run on {major}. Speed and memory are not comparable.";
        if (baseline.Verdict == Verdict.Inconclusive)
            yield return $"The baseline had no answer itself: {baseline.Summary}";
        if (baseline.Load is { Failed: 0 } && run.Load is { Failed: > 0 and var failed })
            yield return $"{Counts.Format(failed)} requests failed in this run and none in the baseline: the program may not have done the same work.";
        if (baseline.Snapshots.Length != run.Snapshots.Length)
            yield return $"The baseline has {Counts.Of(baseline.Snapshots.Length, "snapshot")}, this run {Counts.Format(run.Snapshots.Length)}: one of them was cut short.";
    }

    static string Still(List<VerifiedLeak> still)
    {
        if (still.Count > 1)
            return $"{Counts.Format(still.Count)} leaks of the baseline are still there: {string.Join("; ", still.Select(l => l.Title + Pace(l)))}";
        return $"The leak of the baseline is still there: {still[0].Title}{Pace(still[0])}";
    }

    static string Pace(VerifiedLeak leak) => leak switch
    {
        { Before: { } before, After: { } now } when Counts.Measured(before) == Counts.Measured(now) => $", {Objects(now)} per request as before",
        { Before: { } before, After: { } now } => $", {Objects(now)} per request after {Counts.Measured(before)}",
        _ => "",
    };

    static string Objects(double count) => $"{Counts.Measured(count)} object{(count == 1 ? "" : "s")}";

    static string Gone(List<VerifiedLeak> gone) => gone.Count switch
    {
        0 => "",
        1 => $" Gone: {gone[0].Title}.",
        var all => $" {Counts.Format(all)} leaks of the baseline are gone.",
    };

    static string Added(List<VerifiedLeak> added) => added.Count == 0 ? "" : $" Another leak, which the baseline did not have: {string.Join("; ", added.Select(l => l.Title))}.";

    static string? MajorOf(LeakReport report) => report.Target?.Node?.Split('.')[0];
}
