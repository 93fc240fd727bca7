using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>Completes a candidate: what comes along with its units, how many bytes they keep, who else holds them.</summary>
sealed class CandidateMeasure(
    IndexedHeap heap, Generations generations, NodeRoles roles, Attribution attribution, List<(NodeIndex Holder, NodeIndex Target)> frontier)
{
    const double SameUnits = 0.5;
    const int MostContents = 8;

    readonly JointRetention retention = new(heap);
    readonly SharedContent shared = new(heap, generations, roles, attribution);

    /// <summary>Completes candidates. What several reach counts for the one that keeps most by itself.</summary>
    internal IEnumerable<LeakCandidate> Complete(IEnumerable<LeakCandidate> candidates)
    {
        List<(LeakCandidate Candidate, Kept Kept)> measured = [.. candidates.Select(Alone).OrderByDescending(m => m.Candidate.AddedBytes).ThenBy(m => m.Candidate.Holder.Value)];
        foreach ((LeakCandidate candidate, Kept kept) in measured)
        {
            HashSet<int> more = candidate.IsDirect ? shared.Of(kept.Units) : [];
            yield return more.Count == 0 ? candidate : Measure(candidate, kept with { Entries = [.. kept.Entries, .. more] });
        }
    }

    (LeakCandidate Candidate, Kept Kept) Alone(LeakCandidate candidate)
    {
        if (candidate.OpenHandles is { } open)
        {
            HashSet<int> things = [.. open.Select(thing => thing.Value)];
            var all = new Kept([.. open.Where(generations.IsNew).Select(thing => thing.Value)], [.. open.Where(generations.IsOld).Select(thing => thing.Value)], things, retention.Of(things));
            return (Measure(candidate, all), all);
        }
        HashSet<int> units = [.. frontier.Where(p => candidate.IsHeldBy(p.Holder) && heap.Classes[p.Target] == candidate.UnitClass).Select(p => p.Target.Value)];
        HashSet<int> old = candidate.IsDirect ? CountOldUnits(candidate) : [];
        HashSet<int> entries = [.. units, .. old];
        var kept = new Kept(units, old, entries, candidate.IsDirect ? retention.Of(entries) : null);
        return (Measure(candidate, kept), kept);
    }

    LeakCandidate Measure(LeakCandidate candidate, Kept kept)
    {
        var bytes = new long[generations.Count];
        var contents = new Dictionary<ClassId, ClassGrowth>();
        HashSet<int> anchors = [candidate.Anchor(heap.Graph).Value, .. candidate.Siblings.Select(s => s.Value)];
        var names = new FunctionNames(heap.Graph);
        // 0 outside, otherwise inside the anchor's or a unit's part of the dominator tree, with the generation to count bytes for.
        var inside = new byte[heap.Graph.NodeCount];
        for (int place = 1; place < inside.Length; place++)
        {
            NodeIndex node = heap.Dominators.InOrder(place);
            byte above = inside[heap.Dominators[node].Value];
            bool enters = anchors.Contains(node.Value) || kept.Entries.Contains(node.Value) || kept.Jointly?.Invoke(node) == true;
            if (above == 0 && !enters)
                continue;
            int generation = generations[node] > 0 ? generations[node] : Math.Max(1, (int)above);
            inside[node.Value] = (byte)generation;
            bytes[generation - 1] += heap.ShallowSizes[node];
            if (heap.Classes[node] == candidate.UnitClass)
            {
                if (!candidate.IsDirect || kept.Units.Contains(node.Value) || kept.Old.Contains(node.Value))
                    names.Add(node);
                if (generation == 1 && !candidate.IsDirect)
                    candidate.Unit.AddOld(heap.ShallowSizes[node]);
            }
            else if (generations[node] > 0 && IsContent(node) && !anchors.Contains(node.Value))
            {
                if (!contents.TryGetValue(heap.Classes[node], out ClassGrowth? growth))
                    contents.Add(heap.Classes[node], growth = new(generations.Intervals));
                if (generation == 1)
                    growth.AddOld(heap.ShallowSizes[node]);
                else
                    growth.Add(node, generation, heap.ShallowSizes[node], attribution.DepthOf(node));
            }
        }
        shared.Claim(inside);
        return candidate with
        {
            RetainedBytes = Cumulated(bytes),
            Contents = [.. contents.Where(c => c.Value.IsGrowing).OrderBy(c => c.Value.Depth).ThenByDescending(c => c.Value.AddedBytes)
                .ThenBy(c => c.Key.Value).Take(MostContents).Select(c => (c.Key, c.Value))],
            OtherHolders = OtherHolders(candidate, kept.Units),
            FunctionName = names.Common(),
        };
    }

    // What a direct holder held before the first round counts for its size, not for its growth.
    HashSet<int> CountOldUnits(LeakCandidate candidate)
    {
        var seen = new HashSet<int>();
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var source = new NodeIndex(i);
            if (!candidate.IsHeldBy(roles.OwnerOf(source)))
                continue;
            foreach (HeapEdge edge in heap.Graph[source].Edges)
            {
                NodeIndex target = edge.TargetIndex;
                if (generations.IsOld(target) && heap.Classes[target] == candidate.UnitClass && attribution.Holds(edge, source) && seen.Add(target.Value))
                    candidate.Unit.AddOld(heap.RetainedSizes[target]);
            }
        }
        return seen;
    }

    // Strings and numbers are what everything consists of; they count in bytes, not as a thing that comes along.
    bool IsContent(NodeIndex node) => roles.IsCounted(node) && heap.Graph[node].Type is NodeType.Object or NodeType.Closure or NodeType.RegExp;

    int OtherHolders(LeakCandidate candidate, HashSet<int> units)
    {
        if (!candidate.IsDirect || units.Count == 0)
            return 0;
        return frontier.Where(p => !candidate.IsHeldBy(p.Holder) && units.Contains(p.Target.Value))
            .GroupBy(p => p.Holder.Value).Count(holder => holder.Count() >= units.Count * SameUnits);
    }

    static long[] Cumulated(long[] bytes)
    {
        for (int i = 1; i < bytes.Length; i++)
            bytes[i] += bytes[i - 1];
        return bytes;
    }

    // New units, old ones, all by which one gets inside, and what they keep together.
    sealed record Kept(HashSet<int> Units, HashSet<int> Old, HashSet<int> Entries, Func<NodeIndex, bool>? Jointly);
}
