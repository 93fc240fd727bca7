using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Diagnosis.Trend;

/// <summary>The sentences of verdicts about processes that were watched.</summary>
static class TrendPhrases
{
    const string FindIt = "To name what leaks, run: heaptrail find";

    public static TrendVerdict NothingSeen() => new(TrendKind.NotEnoughData, "Nothing was read yet.");

    public static TrendVerdict Leak(TrendFit fit, int floors, LimitForecast? limit) => new(TrendKind.Leak,
        $"What remains after each full collection grows by {Bytes(fit)}: objects survive, over {Counts.Format(floors)} collections and no more slowly at the end.{Reach(limit, "the heap")}")
    { Advice = FindIt + ".", Points = floors, Pace = GrowthPace.Of(fit), Limit = limit };

    public static TrendVerdict Buffers(TrendFit fit, int points, LimitForecast? limit) => new(TrendKind.BufferLeak,
        $"Memory outside the heap that JavaScript objects hold (Buffers, ArrayBuffers) grows by {Bytes(fit)}, while the heap itself does not.{Reach(limit, "it")}")
    { Advice = $"The objects that hold the buffers are on the heap. {FindIt}.", Points = points, Pace = GrowthPace.Of(fit), Limit = limit };

    public static TrendVerdict Native(TrendFit fit, int points, LimitForecast? limit) => new(TrendKind.NativeLeak,
        $"Memory that neither the heap nor its buffers explain grows by {Bytes(fit)}: an addon, a native library, or the holes that an allocator leaves.{Reach(limit, "it")}")
    {
        Advice = "A heap snapshot cannot show it. Try MALLOC_TRIM_THRESHOLD_=131072 first: if growth ends with it, it was holes; otherwise look for an addon that does not free.",
        Points = points,
        Pace = GrowthPace.Of(fit),
        Limit = limit,
    };

    public static TrendVerdict Descriptors(TrendFit fit, ProcessSample last, string? resource, LimitForecast? limit) => new(TrendKind.DescriptorLeak,
        $"Open files and sockets grow by {Counts.Measured(fit.Slope * 60)} a minute (90 % interval {Counts.Measured(fit.Low * 60)} to {Counts.Measured(fit.High * 60)}), to {Counts.Format(last.Descriptors ?? 0)} now"
        + (resource is null ? "." : $"; among what is active, {resource} grew most.") + (limit is null ? "" : $" At this pace the limit of {Counts.Format((long)limit.Value)} is reached in {Interval(limit)}."))
    { Advice = "Close files, sockets and servers when they are done with. " + FindIt + ".", Points = fit.Points, Pace = GrowthPace.Of(fit), Limit = limit };

    public static TrendVerdict WarmingUp(TrendFit fit, int floors) => new(TrendKind.WarmingUp,
        $"What remains after each full collection still grows, {ByteSize.Format(fit.Slope * 60)} a minute, but more slowly than before: caches fill up.")
    { Advice = "Watch on: either it stops, or it is a leak.", Points = floors, Pace = GrowthPace.Of(fit) };

    public static TrendVerdict Bounded(long first, long now, int floors) => new(TrendKind.Bounded,
        $"What remains after each full collection grew from {ByteSize.Format(first)} to {ByteSize.Format(now)} and has stopped growing.")
    { Points = floors };

    public static TrendVerdict NoLeak(long now, int floors) => new(TrendKind.NoLeak,
        $"What remains after each full collection stays at {ByteSize.Format(now)}, over {Counts.Format(floors)} collections.")
    { Points = floors };

    public static TrendVerdict Fragmentation(long gap) => new(TrendKind.Fragmentation,
        $"The heap does not grow. {ByteSize.Format(gap)} of the process are neither heap nor buffers and do not grow either: holes that the allocator keeps, or native libraries.")
    { Advice = "Try MALLOC_TRIM_THRESHOLD_=131072 or jemalloc (LD_PRELOAD), and compare." };

    public static TrendVerdict CollectorIdle(long floor, ProcessSample last) => new(TrendKind.CollectorIdle,
        $"Memory rises, but after a full collection only {ByteSize.Format(floor)} remain, always the same: it is garbage, and the collector has no reason to run"
        + (last.UsableHeap is { } limit ? $" before the heap comes nearer to its limit of {ByteSize.Format(limit)}." : " yet."))
    {
        Advice = last is { ContainerLimit: not null } && HeapRoom.Of(last)?.OldSpaceSize is { } size
            ? $"There is no leak. To use less memory, start Node.js with --max-old-space-size={size}." : "There is no leak. To use less memory, give Node.js a lower --max-old-space-size.",
        OldSpaceSize = HeapRoom.Of(last)?.OldSpaceSize,
    };

    public static TrendVerdict Missized(HeapRoom room, long floor, bool isFloorFlat) => new(TrendKind.CollectorIdle,
        $"The heap may grow to {ByteSize.Format(room.HeapLimit)}, but with {ByteSize.Format(room.Other)} besides it the process is ended at {ByteSize.Format(room.ContainerLimit!.Value)}, the limit of its container: "
        + $"the collector has no reason to run before that. After a full collection {ByteSize.Format(floor)} remain{(isFloorFlat ? ", and they do not grow" : "")}.")
    { Advice = $"Start Node.js with --max-old-space-size={room.OldSpaceSize}{(isFloorFlat ? "; there is no leak" : "; watch on to see whether there is a leak besides")}.", OldSpaceSize = room.OldSpaceSize };

    public static TrendVerdict Suspected(TrendFit fit, IReadOnlyList<ProcessSample> samples, SeriesPoint[] floor) => new(TrendKind.NotEnoughData,
        $"What remains after each full collection seems to grow by {Bytes(fit)}, but {Counts.Of(floor.Length, "collection")} prove nothing yet; {Missing(floor)}.")
    { Advice = More(samples), Points = floor.Length, Pace = GrowthPace.Of(fit), SecondsMissing = SecondsMissing(floor) };

    public static TrendVerdict Held(TrendVerdict alarm, int more) => alarm with
    {
        Kind = TrendKind.NotEnoughData,
        Sentence = $"{alarm.Sentence} It counts as a leak when this holds over {Counts.Of(more, alarm.Kind == TrendKind.Leak ? "more collection" : "more sample")}: a cache that fills up would slow down.",
        Advice = null,
    };

    public static TrendVerdict NotEnough(IReadOnlyList<ProcessSample> samples, SeriesPoint[] floor) => new(TrendKind.NotEnoughData, Few(samples, floor))
    { Advice = More(samples), Points = floor.Length, SecondsMissing = SecondsMissing(floor) };

    static string Few(IReadOnlyList<ProcessSample> samples, SeriesPoint[] floor)
    {
        TimeSpan seen = samples[^1].At - samples[0].At;
        if (samples.All(sample => sample.HeapUsed is null))
            return $"Seen from outside only, for {Durations.Format(seen)}: whether what grows is garbage or a leak cannot be told without the inspector.";
        return floor.Length == 0
            ? $"No full collection happened in {Durations.Format(seen)}, so it is not known how much of the heap is garbage."
            : $"{Counts.Of(floor.Length, "full collection")} in {Durations.Format(seen)} {(floor.Length == 1 ? "proves" : "prove")} nothing yet; {Missing(floor)}.";
    }

    static string? More(IReadOnlyList<ProcessSample> samples) => samples.All(sample => sample.HeapUsed is null) ? null
        : "Put load on the program, or let --gc collect garbage before each sample.";

    static string Missing(SeriesPoint[] floor)
    {
        if (floor.Length >= SeriesRule.EnoughPoints)
            return "a step has just made what was before it useless: watch on";
        return $"{SeriesRule.EnoughPoints} are needed{(SecondsMissing(floor) is { } seconds ? $", about {Durations.Format(TimeSpan.FromSeconds(seconds))} more" : "")}";
    }

    static double? SecondsMissing(SeriesPoint[] floor) => floor.Length is > 1 and < SeriesRule.EnoughPoints
        ? (SeriesRule.EnoughPoints - floor.Length) * (floor[^1].Seconds - floor[0].Seconds) / (floor.Length - 1)
        : null;

    static string Bytes(TrendFit fit) =>
        $"{ByteSize.Format((long)(fit.Slope * 60))} a minute (90 % interval {ByteSize.Format((long)(fit.Low * 60))} to {ByteSize.Format((long)(fit.High * 60))})";

    static string Reach(LimitForecast? limit, string what) =>
        limit is null ? "" : $" At this pace {what} reaches its limit of {ByteSize.Format((long)limit.Value)} in {Interval(limit)}.";

    static string Interval(LimitForecast limit) => $"{Time(limit.Earliest)} to {Time(limit.Latest)}";

    static string Time(double seconds) => seconds < 86400 * 2 ? Durations.Format(TimeSpan.FromSeconds(double.Round(seconds))) : $"{Counts.Format((long)double.Min(seconds / 86400, 1e6))} days";
}
