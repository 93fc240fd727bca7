using Heaptrail.Diagnosis.Growth;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>
/// Finds suspects in a single snapshot: what the program made, keeps much alive, and gathers in one place. Looks like a leak only by
/// its size, or also by its signs: keys made at run time, too many listeners, one function again and again.
/// </summary>
sealed class SuspectFinder
{
    // Of the heap proper, without the memory of buffers. With a sign a group of a few hundred objects counts; without one it has to be large.
    const double LeastWithSign = 0.005;
    const double LeastWithoutSign = 0.05;
    const double LeastOfOne = 0.10;
    const long Negligible = 16 * 1024;
    const int MostSuspects = 10;
    const int MostLookedAt = 20;
    // Bundlers wrap each module in a function made at one place.
    const int FewestOfOneFunction = 100;

    readonly IndexedHeap heap;
    readonly RootPaths paths;
    readonly NodeRoles roles;
    readonly UserCode program;
    readonly HeldGroups groups;
    readonly SuspectMeasure measure;
    readonly long total;
    readonly List<Suspect> found = [];

    internal SuspectFinder(LeakInput input, RootPaths paths)
    {
        heap = input.Last;
        this.paths = paths;
        roles = NodeRoles.Find(heap);
        program = new(heap, paths, input.Sources);
        groups = new(heap, roles, paths);
        measure = new(heap, roles);
        total = heap.RetainedSizes[NodeIndex.Root] - OutsideBytes();
    }

    /// <summary>The suspects, greatest size first.</summary>
    internal IReadOnlyList<Suspect> Find()
    {
        foreach (Suspect suspect in Direct().OrderByDescending(s => s.HasSign).ThenByDescending(s => s.Bytes).ThenBy(s => s.Candidate.Holder.Value).Take(MostLookedAt).ToList())
            Add(suspect, groups.UnitsOf(suspect.Candidate));
        var gatherings = new Gatherings(heap, roles);
        foreach ((LeakCandidate candidate, UnitSet units) in gatherings.Find().Where(c => program.Has(c.Candidate)))
            Add(new() { Candidate = candidate, AreTimers = TimerLists.IsList(heap.Graph[candidate.Holder]) }, units);
        foreach ((LeakCandidate candidate, UnitSet units) in new DuplicatedTexts(heap, gatherings).Find((long)(total * LeastWithoutSign)))
            Add(new() { Candidate = candidate, AreEqualTexts = true }, units);
        foreach (LeakCandidate candidate in new BigObjects(heap, roles).Find((long)(total * LeastOfOne)).Where(program.Has))
            Add(new() { Candidate = candidate, IsSingle = true }, UnitSet.Of(heap.Graph, [candidate.Unit.Sample]));
        return [.. found.OrderByDescending(s => s.Bytes).ThenBy(s => s.Candidate.Holder.Value)];
    }

    void Add(Suspect suspect, UnitSet units)
    {
        if (found.Count < MostSuspects && !measure.IsTold(units)
            && measure.Complete(suspect.Candidate, units, candidate => IsLarge(suspect with { Candidate = candidate })) is { } measured)
        {
            found.Add(suspect with { Candidate = measured });
        }
    }

    IEnumerable<Suspect> Direct()
    {
        foreach (LeakCandidate candidate in groups.Find())
        {
            HeapNode unit = heap.Graph[candidate.Unit.Sample];
            var suspect = new Suspect
            {
                Candidate = candidate,
                AreListeners = Listeners.AreOn(heap.Graph, paths, candidate.Holder),
                AreOneFunction = unit.Type == NodeType.Closure && Repetitions.AreOfOnePlace(heap.Graph, groups.UnitsOf(candidate)),
                Keys = KeyPatterns.Of(heap.Graph[candidate.Holder]),
            };
            bool isFew = suspect is { AreOneFunction: true, AreListeners: false } && candidate.Unit.Added < FewestOfOneFunction;
            // Functions that are all different, and modules, are as many as somebody wrote.
            bool isWritten = (unit.Type == NodeType.Closure && !suspect.AreOneFunction && !suspect.AreListeners) || unit.HasName("Module"u8);
            if (!isWritten && !isFew && program.Has(candidate))
                yield return suspect;
        }
    }

    // One large buffer must not make everything else look small.
    long OutsideBytes()
    {
        long bytes = 0;
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            HeapNode node = heap.Graph[new NodeIndex(i)];
            if (node.Type == NodeType.Native)
                bytes += node.SelfSize;
        }
        return bytes;
    }

    bool IsLarge(Suspect suspect) => suspect.AreListeners
        || suspect.Bytes >= Math.Max(Negligible, total * (suspect.IsSingle ? LeastOfOne : suspect.HasSign ? LeastWithSign : LeastWithoutSign));
}
