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
    readonly HeapFacts facts;
    readonly DeclaredLimits limits;

    internal FindingWriter(LeakInput input, RootPaths rootPaths)
    {
        this.input = input;
        heap = input.Last;
        namer = new(heap, rootPaths, input.Sources);
        paths = new(heap, namer);
        facts = new(heap.Graph);
        limits = new(heap.Graph, namer.Places);
    }

    internal Finding Write(LeakCandidate candidate)
    {
        NamedHolder named = namer.Name(candidate);
        List<HeapEdge> edges = paths.EdgesTo(candidate, named);
        var situation = new LeakSituation { Heap = heap, Candidate = candidate, Named = named, Path = edges, PerRequest = input.RequestsBetween is not null, Places = namer.Places, Facts = facts };
        situation = situation with { Kept = KeptThing.Find(situation), Limit = limits.Find(candidate, named, edges) };
        ILeakRule rule = LeakRules.All.First(r => r.Explains(situation));
        LeakWords words = rule.Describe(situation);
        HeapNode shown = heap.Graph[named.Named];
        SourceLocation? place = named.Location ?? words.Place;
        return new()
        {
            Rule = rule.Id,
            Cause = rule.Cause,
            Confidence = ConfidenceIn(situation),
            Title = words.Title,
            Sentence = Phrases.Sentence(situation, words with { Detail = Joined(words.Detail, PackageDetail.Of(named, input.Sources, namer.Places)) }),
            Unit = UnitOf(situation),
            Growth = new([.. candidate.RetainedBytes], candidate.AddedBytes, PerRequest(candidate.AddedBytes)),
            Holder = new(named.Name, named.Kind, heap.Classes.NameOf(shown.Index), shown.Id, place ?? named.Callback),
            Path = paths.Steps(edges),
            OtherPaths = candidate.OtherHolders,
            Fix = new(words.Fix, CausePages.Of(rule.Cause)),
            Fingerprint = Fingerprints.Of(rule.Id, named with { Location = place }, input.Sources),
        };
    }

    LeakUnit UnitOf(LeakSituation situation)
    {
        ClassGrowth leaked = situation.Leaked;
        return new(situation.LeakedClass, [.. leaked.Cumulated()], leaked.Added, PerRequest(leaked.Added), Contents(situation));
    }

    ImmutableArray<UnitContent> Contents(LeakSituation situation) =>
        [.. situation.Candidate.Contents.Where(c => c.Class != situation.Replacing?.Class).Select(c => new UnitContent(heap.Classes.NameOf(c.Class), c.Growth.Added, PerRequest(c.Growth.Added)))];

    static string Joined(string first, string second) => first.Length == 0 ? second : second.Length == 0 ? first : $"{first} {second}";

    double? PerRequest(long added) => input.RequestsBetween is { } requests ? Math.Round((double)added / requests, 3) : null;

    // Certain: equal steps, nothing ever removed, and a whole number per request where requests were counted.
    Confidence ConfidenceIn(LeakSituation situation)
    {
        LeakCandidate candidate = situation.Candidate;
        // Below a limit that is known it may just fill up; of one that is not known nobody can tell whether it comes in time.
        if (candidate.IsSlowing || situation.Limit is { Value: not null })
            return Confidence.Suspect;
        if (situation.Limit is not null)
            return Confidence.Likely;
        if (candidate.IsReplaced)
            return LongerCopies.Steadiness(candidate.RetainedBytes, candidate.Unit.Intervals) >= Steady && input.Rounds > 2 ? Confidence.Certain : Confidence.Likely;
        bool whole = input.RequestsBetween is not { } requests || IsNearWhole((double)candidate.Unit.Added / requests);
        return candidate.NothingRemoved && candidate.Unit.Steadiness >= Steady && whole && input.Rounds > 2 ? Confidence.Certain : Confidence.Likely;
    }

    static bool IsNearWhole(double perRequest)
    {
        double nearest = Math.Max(1, Math.Round(perRequest));
        return Math.Abs(perRequest - nearest) <= WholeNumber * nearest;
    }
}
