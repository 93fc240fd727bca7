using System.Collections.Immutable;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>What one snapshot alone can tell: suspects, and never a leak.</summary>
static class SuspectDiagnosis
{
    internal static LeakDiagnosis Of(LeakInput input, RootPaths paths)
    {
        IReadOnlyList<Suspect> suspects = new SuspectFinder(input, paths).Find();
        var writer = new SuspectWriter(input, paths);
        // The same name may be reached by two groups: one finding, the greater.
        ImmutableArray<Finding> findings =
            [.. suspects.Select(writer.Write).GroupBy(f => f.Fingerprint).Select(same => same.First()).Select((finding, i) => finding with { Rank = i + 1 })];
        return new()
        {
            Verdict = findings.IsEmpty ? Verdict.Inconclusive : Verdict.Suspects,
            Summary = SuspectPhrases.Summary(findings.Length, findings.Sum(f => f.Growth.RetainedBytes[0]), input.Last.RetainedSizes[NodeIndex.Root]),
            Findings = findings,
            Dismissed = [],
        };
    }
}
