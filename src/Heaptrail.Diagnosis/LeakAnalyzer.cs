using System.Collections.Immutable;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Suspects;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

/// <summary>Snapshots in, findings out: who grows in every interval, by what name it is known, why it stays and what to change.</summary>
public static class LeakAnalyzer
{
    /// <summary>Diagnoses snapshots of one process. Pure: the same input gives the same result.</summary>
    /// <param name="input">One snapshot gives suspects, two show growth, three tell growth from filling up.</param>
    public static LeakDiagnosis Analyze(LeakInput input)
    {
        RootPaths paths = RootPaths.Build(input.Last.Graph, input.Last.Ephemerons);
        if (input.Earlier.Count == 0)
            return SuspectDiagnosis.Of(input, paths);
        IReadOnlyList<LeakCandidate> candidates = new CandidateFinder(input, paths).Find();
        var writer = new FindingWriter(input, paths);
        ImmutableArray<Finding> findings = [.. Merged(candidates.Select(writer.Write)).Select((finding, i) => finding with { Rank = i + 1 })];
        long growth = input.Last.Graph.SelfSizes.Sum() - input.Earlier[0].SelfSizes.Sum();
        return new()
        {
            Verdict = VerdictOf(input, findings),
            Summary = Phrases.Summary(findings, growth, input.RequestsBetween, input.Rounds),
            Findings = findings,
            Dismissed = Dismissals.Find(input),
        };
    }

    static Verdict VerdictOf(LeakInput input, ImmutableArray<Finding> findings)
    {
        if (findings.Any(f => f.Confidence != Confidence.Suspect))
            return Verdict.Leak;
        if (findings.Length > 0)
            return Verdict.Suspects;
        return input.Rounds < 2 ? Verdict.Inconclusive : Verdict.NoLeak;
    }

    // The same name can be reached by two candidates, for instance a Map by its keys and its values: one finding, the greater.
    static IEnumerable<Finding> Merged(IEnumerable<Finding> findings) => findings.GroupBy(f => f.Fingerprint).Select(same => same.First());
}

/// <summary>The result of a diagnosis.</summary>
public sealed record LeakDiagnosis
{
    /// <summary>The one-word answer.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The answer in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The leaks, greatest growth first.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What grew and is no leak.</summary>
    public required ImmutableArray<Dismissal> Dismissed { get; init; }

    /// <summary>What the reader should know about the snapshots, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
