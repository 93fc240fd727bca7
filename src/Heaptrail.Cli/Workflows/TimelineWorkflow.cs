using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>When objects were allocated: read the recording, choose a span of time, sum up its classes.</summary>
sealed class TimelineWorkflow(string file, TimelineOptions options, IProgressDisplay progress)
{
    const double Microseconds = 1_000_000;

    /// <summary>Does it.</summary>
    public TimelineView Run(CancellationToken cancel)
    {
        if (RecordingHints.IsProfile(file))
            throw RecordingHints.NoTimes(file);
        return Show(OpenedSnapshot.Read(file, progress, cancel));
    }

    internal TimelineView Show(OpenedSnapshot snapshot)
    {
        IReadOnlyList<AllocationBucket> buckets = AllocationTimeline.Build(snapshot.Heap);
        if (buckets.Count == 0)
            throw RecordingHints.NoRecording(snapshot.File);
        long end = buckets.Max(bucket => bucket.ToMicroseconds);
        (int first, int count) = AllocationTimeline.Between(buckets, MicrosecondsOf(options.From) ?? 0, MicrosecondsOf(options.To) ?? long.MaxValue);
        if (count == 0 && buckets.Count > 1)
            throw new UsageException(FormattableString.Invariant($"the recording is {end / Microseconds:0.0##} s long: nothing of it lies between --from and --to"));
        AllocationBucket range = Together(buckets, first, count);
        HeapGraph graph = snapshot.Heap.Graph;
        IReadOnlyList<SummaryRow> rows = Summary.Build(snapshot.Heap, node => graph[node].Id is var id && (id & 1) != 0 && id > range.AfterId && id <= range.LastId);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            Seconds = end / Microseconds,
            Before = Describe(buckets[0]),
            Buckets = [.. buckets.Skip(1).Select(Describe)],
            Range = Describe(range),
            Classes = rows.Count,
            Rows = [.. rows.OrderByDescending(row => row.ShallowBytes).Take(options.Top).Select(row => new ClassInfo(row.Class, snapshot.PlaceOf(row.Location), row.Count,
                OpenedSnapshot.DistanceOf(row.Distance), row.ShallowBytes, row.RetainedBytes))],
        };
    }

    // Without any mark after the first, nothing was allocated while the recording ran.
    static AllocationBucket Together(IReadOnlyList<AllocationBucket> buckets, int first, int count)
    {
        if (count == 0)
            return buckets[0] with { FromMicroseconds = buckets[0].ToMicroseconds, AfterId = buckets[0].LastId, Count = 0, Bytes = 0 };
        AllocationBucket from = buckets[first];
        AllocationBucket to = buckets[first + count - 1];
        IEnumerable<AllocationBucket> all = buckets.Skip(first).Take(count);
        return new(from.FromMicroseconds, to.ToMicroseconds, from.AfterId, to.LastId, all.Sum(bucket => bucket.Count), all.Sum(bucket => bucket.Bytes));
    }

    static BucketInfo Describe(AllocationBucket bucket) =>
        new(bucket.FromMicroseconds / Microseconds, bucket.ToMicroseconds / Microseconds, bucket.AfterId, bucket.LastId, bucket.Count, bucket.Bytes);

    static long? MicrosecondsOf(double? seconds) => seconds is { } so ? (long)Math.Min(so * Microseconds, long.MaxValue / 2) : null;
}

/// <summary>What of a timeline is shown.</summary>
readonly record struct TimelineOptions()
{
    /// <summary>Beginning of the span in seconds; <see langword="null"/> for that of the recording.</summary>
    public double? From { get; init; }

    /// <summary>End of the span in seconds; <see langword="null"/> for that of the recording.</summary>
    public double? To { get; init; }

    /// <summary>Classes at most.</summary>
    public int Top { get; init; } = 20;
}
