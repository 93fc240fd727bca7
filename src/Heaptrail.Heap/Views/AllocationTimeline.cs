using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// When the objects of a snapshot were allocated: the live sizes between the marks of a recording, as the bars of the timeline in
/// Chrome DevTools. Only odd ids count: V8 gives them out in order, the even ones of native objects say nothing about time.
/// </summary>
public static class AllocationTimeline
{
    /// <summary>One bucket for each mark; empty when the heap has no recording.</summary>
    public static IReadOnlyList<AllocationBucket> Build(IndexedHeap heap)
    {
        if (heap.Graph.Recording is not { Samples.Count: > 0 } recording)
            return [];
        long[] lastIds = [.. recording.Samples.Select(sample => sample.LastId)];
        var counts = new long[lastIds.Length];
        var bytes = new long[lastIds.Length];
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            HeapNode node = heap.Graph[new NodeIndex(i)];
            int bucket = BucketOf(lastIds, node.Id);
            if ((node.Id & 1) == 0 || bucket == lastIds.Length)
                continue;
            long size = heap.ShallowSizes[node.Index];
            bytes[bucket] += size;
            counts[bucket] += size > 0 ? 1 : 0;
        }
        return [.. recording.Samples.Select((sample, i) => new AllocationBucket(
            i == 0 ? 0 : recording.Samples[i - 1].Microseconds, sample.Microseconds, i == 0 ? 0 : lastIds[i - 1], sample.LastId, counts[i], bytes[i]))];
    }

    /// <summary>The buckets that a span of time touches, as the first and the number of them; the one before the recording is not among them.</summary>
    /// <param name="buckets">All buckets.</param>
    /// <param name="from">Beginning in microseconds.</param>
    /// <param name="to">End in microseconds.</param>
    public static (int First, int Count) Between(IReadOnlyList<AllocationBucket> buckets, long from, long to)
    {
        int first = 1;
        while (first < buckets.Count && buckets[first].ToMicroseconds <= from)
            first++;
        int end = first;
        while (end < buckets.Count && buckets[end].FromMicroseconds < to)
            end++;
        return (Math.Min(first, buckets.Count), Math.Max(0, end - first));
    }

    // The first mark that reaches the id.
    static int BucketOf(long[] lastIds, long id)
    {
        int low = 0;
        int high = lastIds.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (lastIds[middle] < id)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>What is alive of what was allocated between two marks. The first bucket holds what was there before the recording.</summary>
/// <param name="FromMicroseconds">Time of the mark before, since the recording began.</param>
/// <param name="ToMicroseconds">Time of the mark.</param>
/// <param name="AfterId">Ids are greater than this.</param>
/// <param name="LastId">Ids are at most this.</param>
/// <param name="Count">Objects with a size of their own.</param>
/// <param name="Bytes">Sum of the shallow sizes.</param>
public sealed record AllocationBucket(long FromMicroseconds, long ToMicroseconds, long AfterId, long LastId, long Count, long Bytes);
