using System.Collections.Immutable;
using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Rules;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis;

/// <summary>Turns a candidate into a finding: name, path, cause, words, figures.</summary>
sealed class FindingWriter
{
    const double Steady = 0.9;
    const double WholeNumber = 0.02;

    readonly LeakInput input;
    readonly IndexedHeap heap;
    readonly HolderNamer namer;
    readonly PathBuilder paths;

    internal FindingWriter(LeakInput input, RootPaths rootPaths)
    {
        this.input = input;
        heap = input.Last;
        namer = new(heap, rootPaths, input.Sources);
        paths = new(heap, namer);
    }

    internal Finding Write(LeakCandidate candidate)
    {
        NamedHolder named = namer.Name(candidate);
        List<HeapEdge> edges = paths.EdgesTo(candidate, named);
        var situation = new LeakSituation { Heap = heap, Candidate = candidate, Named = named, Path = edges, PerRequest = input.RequestsBetween is not null };
        situation = situation with { Kept = KeptThing.Find(situation) };
        ILeakRule rule = LeakRules.All.First(r => r.Explains(situation));
        LeakWords words = rule.Describe(situation);
        HeapNode shown = heap.Graph[named.Named];
        return new()
        {
            Rule = rule.Id,
            Cause = rule.Cause,
            Confidence = ConfidenceIn(candidate),
            Title = words.Title,
            Sentence = Phrases.Sentence(situation, words),
            Unit = UnitOf(situation),
            Growth = new([.. candidate.RetainedBytes], candidate.AddedBytes, PerRequest(candidate.AddedBytes)),
            Holder = new(named.Name, named.Kind, heap.Classes.NameOf(shown.Index), shown.Id, named.Location),
            Path = paths.Steps(edges),
            OtherPaths = candidate.OtherHolders,
            Fix = new(words.Fix, CausePages.Of(rule.Cause)),
            Fingerprint = Fingerprint(rule, named),
        };
    }

    internal static string Fingerprint(ILeakRule rule, NamedHolder named) => $"{rule.Id}:{named.Location?.File ?? named.File ?? ""}#{named.Name}";

    LeakUnit UnitOf(LeakSituation situation)
    {
        ClassGrowth leaked = situation.Leaked;
        return new(situation.LeakedClass, [.. leaked.Cumulated()], leaked.Added, PerRequest(leaked.Added), Contents(situation));
    }

    ImmutableArray<UnitContent> Contents(LeakSituation situation) =>
        [.. situation.Candidate.Contents.Where(c => c.Class != situation.Replacing?.Class).Select(c => new UnitContent(heap.Classes.NameOf(c.Class), c.Growth.Added, PerRequest(c.Growth.Added)))];

    double? PerRequest(long added) => input.RequestsBetween is { } requests ? Math.Round((double)added / requests, 3) : null;

    // Certain: equal steps, nothing ever removed, and a whole number per request where requests were counted.
    Confidence ConfidenceIn(LeakCandidate candidate)
    {
        if (candidate.IsSlowing)
            return Confidence.Suspect;
        bool whole = input.RequestsBetween is not { } requests || IsNearWhole((double)candidate.Unit.Added / requests);
        return candidate.NothingRemoved && candidate.Unit.Steadiness >= Steady && whole && input.Rounds > 2 ? Confidence.Certain : Confidence.Likely;
    }

    static bool IsNearWhole(double perRequest)
    {
        double nearest = Math.Max(1, Math.Round(perRequest));
        return Math.Abs(perRequest - nearest) <= WholeNumber * nearest;
    }
}
