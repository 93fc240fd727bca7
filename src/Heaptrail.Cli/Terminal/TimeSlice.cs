using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Terminal;

/// <summary>A row of the timeline: equal spans of time in round numbers, as many as a screen can show.</summary>
/// <param name="From">Its beginning in seconds.</param>
/// <param name="Length">Its length in seconds.</param>
/// <param name="Count">Objects alive.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="IsChosen">Whether a part of it belongs to the span whose classes are shown.</param>
sealed record TimeSlice(double From, double Length, long Count, long Bytes, bool IsChosen)
{
    const int Most = 24;

    static readonly double[] steps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];

    /// <summary>Cuts a recording into slices. A bucket counts to the slice in which it ends.</summary>
    public static List<TimeSlice> Of(TimelineView view)
    {
        double length = steps[0];
        for (var i = 0; length * Most < view.Seconds; length = ++i < steps.Length ? steps[i] : length * 2)
        {
        }
        var count = (int)Math.Clamp(Math.Ceiling(view.Seconds / length), 1, Most);
        var slices = new TimeSlice[count];
        for (var i = 0; i < count; i++)
            slices[i] = new(i * length, length, 0, 0, false);
        foreach (BucketInfo bucket in view.Buckets)
        {
            int at = Math.Clamp((int)Math.Ceiling(bucket.ToSeconds / length) - 1, 0, count - 1);
            bool isChosen = bucket.FromSeconds >= view.Range.FromSeconds && bucket.ToSeconds <= view.Range.ToSeconds;
            slices[at] = slices[at] with { Count = slices[at].Count + bucket.Count, Bytes = slices[at].Bytes + bucket.Bytes, IsChosen = slices[at].IsChosen || isChosen };
        }
        return [.. slices];
    }
}
