using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Rules;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>Turns a suspect into a finding. Cause, rule and fingerprint are those that the same holder would have as a leak.</summary>
sealed class SuspectWriter
{
    readonly LeakInput input;
    readonly IndexedHeap heap;
    readonly HolderNamer namer;
    readonly PathBuilder paths;
    readonly HeapFacts facts;
    readonly long total;

    internal SuspectWriter(LeakInput input, RootPaths rootPaths)
    {
        this.input = input;
        heap = input.Last;
        namer = new(heap, rootPaths, input.Sources);
        paths = new(heap, namer);
        facts = new(heap.Graph);
        total = heap.RetainedSizes[NodeIndex.Root];
    }

    internal Finding Write(Suspect suspect)
    {
        NamedHolder named = namer.Name(suspect.Candidate);
        List<HeapEdge> edges = paths.EdgesTo(suspect.Candidate, named);
        var situation = new LeakSituation { Heap = heap, Candidate = suspect.Candidate, Named = named, Path = edges, PerRequest = false, Facts = facts };
        situation = situation with { Kept = KeptThing.Find(situation) };
        // One object is no chain of functions, whatever it leads to.
        ILeakRule rule = LeakRules.All.First(r => !(suspect.IsSingle && r is ClosureRule) && r.Explains(situation));
        LeakWords words = rule.Describe(situation);
        HeapNode shown = heap.Graph[named.Named];
        return new()
        {
            Rule = rule.Id,
            Cause = rule.Cause,
            Confidence = Confidence.Suspect,
            Title = SuspectPhrases.Title(suspect, situation, rule.Cause),
            Sentence = SuspectPhrases.Sentence(suspect, situation, words, (double)suspect.Bytes / total),
            Unit = new(situation.LeakedClass, [situation.Leaked.Added], 0, null, [.. situation.Candidate.Contents
                .Where(c => c.Class != situation.Replacing?.Class).Select(c => new UnitContent(heap.Classes.NameOf(c.Class), c.Growth.Added, null))]),
            Growth = new([suspect.Bytes], 0, null),
            Holder = new(named.Name, named.Kind, heap.Classes.NameOf(shown.Index), shown.Id, named.Location),
            Path = paths.Steps(edges),
            Fix = new(SuspectPhrases.Advice, CausePages.Of(rule.Cause)),
            Fingerprint = Fingerprints.Of(rule.Id, named, input.Sources),
        };
    }
}
