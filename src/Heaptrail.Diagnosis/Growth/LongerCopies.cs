using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>Variables and properties whose text or buffer is longer at each snapshot, though it is another object each time.</summary>
sealed class LongerCopies(LeakInput input, Generations generations)
{
    const long LeastAdded = 16 << 10;
    const double LeastShare = 0.1;
    const double SteadyRatio = 0.55;

    readonly IndexedHeap heap = input.Last;

    /// <summary>The candidates that the others do not explain.</summary>
    /// <param name="others">What holds more and more objects.</param>
    internal IEnumerable<LeakCandidate> Find(IReadOnlyList<LeakCandidate> others)
    {
        HashSet<int> known = [.. others.Select(other => other.Anchor(heap.Graph).Value)];
        foreach (IGrouping<int, LeakCandidate> same in All().GroupBy(candidate => candidate.Anchor(heap.Graph).Value))
        {
            if (!known.Contains(same.Key))
                yield return same.First() with { OtherHolders = same.Count() - 1 };
        }
    }

    IEnumerable<LeakCandidate> All()
    {
        HeapGraph graph = heap.Graph;
        foreach ((HeapEdge edge, long size) in LargeValues.Find(graph))
        {
            NodeIndex owner = graph.SourceOf(edge.Index);
            if (!generations.IsOld(owner) || generations.IsOld(edge.TargetIndex))
                continue;
            long[] bytes = [.. input.EarlierValues.Select(values => values.BytesOf(graph, edge)), size];
            if (!IsGrowing(bytes))
                continue;
            var value = new ClassGrowth(generations.Intervals);
            value.AddReplaced(edge.TargetIndex, size);
            yield return new()
            {
                Holder = owner,
                Slot = edge.Index,
                UnitClass = heap.Classes[edge.TargetIndex],
                Unit = value,
                IsDirect = false,
                IsReplaced = true,
                NothingRemoved = true,
                RetainedBytes = bytes,
            };
        }
    }

    // In every interval, about as much each time, and enough to matter: a value that is written anew may be a little longer by chance.
    bool IsGrowing(long[] bytes)
    {
        long added = bytes[^1] - bytes[0];
        return added >= Math.Max(LeastAdded, (long)(bytes[0] * LeastShare)) && Steadiness(bytes, generations.Intervals) >= SteadyRatio;
    }

    /// <summary>The smallest step over the greatest, for the same work: 1 when all are the same, 0 or less when one does not lead upwards.</summary>
    internal static double Steadiness(IReadOnlyList<long> bytes, Intervals intervals)
    {
        long[] steps = [.. bytes.Skip(1).Zip(bytes, (next, before) => next - before)];
        return intervals.Steadiness(steps);
    }
}
