using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Suspects;

/// <summary>Strings with one text, of which one would do: values that were parsed or put together again and again.</summary>
sealed class DuplicatedTexts(IndexedHeap heap, Gatherings gatherings)
{
    const int Most = 3;

    /// <summary>Finds those that waste at least so many bytes, most first.</summary>
    internal IEnumerable<(LeakCandidate Candidate, UnitSet Units)> Find(long leastBytes)
    {
        var duplicates = DuplicateStrings.Build(heap);
        foreach (StringGroup group in duplicates.Groups.Where(g => !g.IsCut && g.WastedBytes >= leastBytes && g.Count >= HeldGroups.FewestMembers).Take(Most))
        {
            var units = UnitSet.Of(heap.Graph, duplicates.MembersOf(group));
            var members = new ClassGrowth(HeldGroups.Generations);
            foreach (NodeIndex text in duplicates.MembersOf(group))
                members.Add(text, HeldGroups.Generations, heap.ShallowSizes[text], 1);
            if (gatherings.CandidateOf(units, members) is { } candidate)
                yield return (candidate, units);
        }
    }
}
