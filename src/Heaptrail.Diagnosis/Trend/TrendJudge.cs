namespace Heaptrail.Diagnosis.Trend;

/// <summary>Judges a process that was watched for a while: what grows, whether it will stop, and what it is.</summary>
public static class TrendJudge
{
    const double LeastBytes = 1 << 20;
    const double LeastDescriptors = 10;
    const long LargeGap = 100L << 20;

    /// <summary>Judges.</summary>
    /// <param name="samples">All samples, in order of time.</param>
    public static TrendVerdict Judge(IReadOnlyList<ProcessSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
            return TrendPhrases.NothingSeen();
        SeriesPoint[] floor = WatchSeries.Floor(samples), external = WatchSeries.External(samples), gap = WatchSeries.Gap(samples), descriptors = WatchSeries.Descriptors(samples);
        int series = new[] { floor, external, gap, descriptors }.Count(points => points.Length >= SeriesRule.LeastPoints);
        SeriesFinding heap = Look(floor, LeastBytes), buffers = Look(external, LeastBytes), native = Look(gap, LeastBytes), files = Look(descriptors, LeastDescriptors);
        ProcessSample last = samples[^1];
        HeapRoom? room = samples.Select(HeapRoom.Of).LastOrDefault(found => found is not null);
        if (heap.Shape == SeriesShape.Growing && floor.Length >= SeriesRule.EnoughPoints)
            return TrendPhrases.Leak(heap.Fit!, floor.Length, Forecast(heap, floor, room?.Limit));
        if (files.Shape == SeriesShape.Growing && descriptors.Length >= SeriesRule.EnoughPoints)
            return TrendPhrases.Descriptors(files.Fit!, last, Growing(samples), Forecast(files, descriptors, last.DescriptorLimit));
        if (buffers.Shape == SeriesShape.Growing && external.Length >= SeriesRule.EnoughPoints)
            return TrendPhrases.Buffers(buffers.Fit!, external.Length, Forecast(buffers, external, last.ContainerLimit - (last.Rss - last.External)));
        // While the heap may still leak, memory besides it proves nothing: pages of the heap come and go late.
        if (native.Shape == SeriesShape.Growing && gap.Length >= SeriesRule.EnoughPoints && heap.Shape is SeriesShape.Flat or SeriesShape.Settled)
            return TrendPhrases.Native(native.Fit!, gap.Length, Forecast(native, gap, last.ContainerLimit - last.HeapTotal - last.External));
        return Quiet(samples, floor, heap, room);

        SeriesFinding Look(SeriesPoint[] points, double leastGrowth) =>
            SeriesRule.Judge(points, leastGrowth, Looks.Threshold(Looks.NumberOf(points.Length), series));
    }

    static TrendVerdict Quiet(IReadOnlyList<ProcessSample> samples, SeriesPoint[] floor, SeriesFinding heap, HeapRoom? room)
    {
        if (heap.Shape == SeriesShape.TooShort)
            return room is { IsMissized: true } && floor.Length > 0
                ? TrendPhrases.Missized(room, (long)floor[^1].Value, isFloorFlat: false)
                : TrendPhrases.NotEnough(samples, floor);
        if (heap.Shape == SeriesShape.Growing)
            return TrendPhrases.Suspected(heap.Fit!, samples, floor);
        if (heap.Shape is SeriesShape.Slowing)
            return TrendPhrases.WarmingUp(heap.Fit!, floor.Length);
        long now = (long)Medians.Of(floor.TakeLast(int.Max(1, floor.Length / 4)).Select(point => point.Value));
        if (room is { IsMissized: true })
            return TrendPhrases.Missized(room, now, isFloorFlat: true);
        if (Rises(WatchSeries.Used(samples)) || Rises(WatchSeries.Rss(samples)))
            return TrendPhrases.CollectorIdle(now, samples[^1]);
        if (heap.Shape == SeriesShape.Settled)
            return TrendPhrases.Bounded((long)floor[0].Value, now, floor.Length);
        return WatchSeries.GapOf(samples[^1]) is { } gap && gap > long.Max(LargeGap, (samples[^1].HeapTotal + samples[^1].External) ?? 0)
            ? TrendPhrases.Fragmentation(gap)
            : TrendPhrases.NoLeak(now, floor.Length);
    }

    static bool Rises(SeriesPoint[] points) => SeriesRule.Judge(points, LeastBytes) is { Shape: SeriesShape.Growing or SeriesShape.Slowing };

    static LimitForecast? Forecast(SeriesFinding finding, SeriesPoint[] points, double? limit) =>
        LimitForecast.Of(finding.Fit!, Medians.Of(points.TakeLast(5).Select(point => point.Value)), limit);

    /// <summary>The type of active resource that grew most; <see langword="null"/> when unknown.</summary>
    static string? Growing(IReadOnlyList<ProcessSample> samples)
    {
        if (samples.FirstOrDefault(sample => sample.Resources is not null)?.Resources is not { } first || samples.LastOrDefault(sample => sample.Resources is not null)?.Resources is not { } last)
            return null;
        return last.Where(pair => pair.Value > first.GetValueOrDefault(pair.Key)).OrderByDescending(pair => pair.Value - first.GetValueOrDefault(pair.Key))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).FirstOrDefault();
    }
}
