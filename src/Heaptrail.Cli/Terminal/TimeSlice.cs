using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Terminal;

/// <summary>A row of the timeline: one bucket of a short recording, a span of time in round numbers of a long one.</summary>
/// <param name="From">Its beginning in seconds.</param>
/// <param name="To">Its end in seconds.</param>
/// <param name="Count">Objects alive.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="IsChosen">Whether a part of it belongs to the span whose classes are shown.</param>
sealed record TimeSlice(double From, double To, long Count, long Bytes, bool IsChosen)
{
    const int Most = 24;

    static readonly double[] steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];

    /// <summary>Cuts a recording into slices. A bucket counts to the slice in which it ends.</summary>
    public static List<TimeSlice> Of(TimelineView view)
    {
        if (view.Buckets.Length <= Most)
            return [.. view.Buckets.Select(bucket => new TimeSlice(bucket.FromSeconds, bucket.ToSeconds, bucket.Count, bucket.Bytes, IsIn(bucket, view.Range)))];
        double length = steps[0];
        for (var i = 0; length * Most < view.Seconds; length = ++i < steps.Length ? steps[i] : length * 2)
        {
        }
        var slices = new TimeSlice[(int)Math.Clamp(Math.Ceiling(view.Seconds / length), 1, Most)];
        for (var i = 0; i < slices.Length; i++)
            slices[i] = new(i * length, (i + 1) * length, 0, 0, false);
        foreach (BucketInfo bucket in view.Buckets)
        {
            ref TimeSlice slice = ref slices[Math.Clamp((int)Math.Ceiling(bucket.ToSeconds / length) - 1, 0, slices.Length - 1)];
            slice = slice with { Count = slice.Count + bucket.Count, Bytes = slice.Bytes + bucket.Bytes, IsChosen = slice.IsChosen || IsIn(bucket, view.Range) };
        }
        return [.. slices];
    }

    static bool IsIn(BucketInfo bucket, BucketInfo range) => bucket.AfterId >= range.AfterId && bucket.LastId <= range.LastId;
}
