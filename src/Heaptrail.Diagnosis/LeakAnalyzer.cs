using System.Collections.Immutable;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Suspects;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

/// <summary>Snapshots in, findings out: who grows in every interval, by what name it is known, why it stays and what to change.</summary>
public static class LeakAnalyzer
{
    /// <summary>Diagnoses snapshots of one process. Pure: the same input gives the same result.</summary>
    /// <param name="input">One snapshot gives suspects, two show growth, three tell growth from filling up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are values of more or fewer snapshots than there are earlier ones.</exception>
    public static LeakDiagnosis Analyze(LeakInput input)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.EarlierValues.Count, input.Earlier.Count);
        RootPaths paths = RootPaths.Build(input.Last.Graph, input.Last.Ephemerons);
        if (input.First is not { } first)
            return SuspectDiagnosis.Of(input, paths);
        var pools = new NodePools(input.Last);
        ILookup<bool, LeakCandidate> candidates = new CandidateFinder(input, paths).Find().ToLookup(pools.Has);
        var writer = new FindingWriter(input, paths);
        ImmutableArray<Finding> findings = [.. Fingerprints.Distinct([.. Merged(candidates[false].Select(writer.Write))]).Select(finding => Marked(finding, input.Ignored))
            .OrderBy(finding => finding.Ignored).Select((finding, i) => finding with { Rank = i + 1 })];
        ImmutableArray<Finding> counted = [.. findings.Where(finding => !finding.Ignored)];
        long growth = input.Last.Graph.SelfSizes.Sum() - first.SelfBytes;
        return new()
        {
            Verdict = VerdictOf(input, counted),
            Summary = Phrases.Summary(counted, growth, input.RequestsBetween, input.Rounds, findings.Length - counted.Length),
            Findings = findings,
            Dismissed = [.. candidates[true].Select(pools.Dismiss), .. Dismissals.Find(input)],
        };
    }

    static Finding Marked(Finding finding, IReadOnlyDictionary<string, string?> ignored) =>
        ignored.TryGetValue(finding.Fingerprint, out string? reason) ? finding with { Ignored = true, IgnoreReason = reason } : finding;

    static Verdict VerdictOf(LeakInput input, ImmutableArray<Finding> findings)
    {
        if (findings.Any(f => f.Confidence != Confidence.Suspect))
            return Verdict.Leak;
        if (findings.Length > 0)
            return Verdict.Suspects;
        return input.Rounds < 2 ? Verdict.Inconclusive : Verdict.NoLeak;
    }

    // The same name can be reached by two candidates, for instance a Map by its keys and its values: one finding, the greater. Two events
    // of one emitter are two leaks, and so are properties of one name that are declared at two places.
    static IEnumerable<Finding> Merged(IEnumerable<Finding> findings) =>
        findings.GroupBy(f => (f.Fingerprint, f.Title, f.Holder.Location)).Select(same => same.First());
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
