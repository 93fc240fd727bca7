namespace Heaptrail.Diagnosis.Trend;

/// <summary>The series that are judged, drawn from samples.</summary>
static class WatchSeries
{
    // Neighbours a second apart say nearly the same; windows say more with less work.
    const int MostWindows = 80;

    public static SeriesPoint[] Floor(IReadOnlyList<ProcessSample> samples) =>
        Thin([.. samples.SelectMany(sample => sample.Floors).Select(floor => Point(samples, floor.At, floor.HeapUsed))], least: false);

    /// <summary>Memory outside the heap: after full collections where they were seen, otherwise the least of each window, since buffers wait for one too.</summary>
    public static SeriesPoint[] External(IReadOnlyList<ProcessSample> samples)
    {
        SeriesPoint[] exact = [.. from sample in samples from floor in sample.Floors where floor.External is not null select Point(samples, floor.At, floor.External!.Value)];
        return exact.Length >= SeriesRule.LeastPoints ? Thin(exact, least: false) : Of(samples, sample => sample.External, least: true);
    }

    /// <summary>Memory that neither V8's heap nor its buffers explain.</summary>
    public static SeriesPoint[] Gap(IReadOnlyList<ProcessSample> samples) => Of(samples, GapOf, least: true);

    public static SeriesPoint[] Descriptors(IReadOnlyList<ProcessSample> samples) => Of(samples, sample => sample.Descriptors, least: true);

    public static SeriesPoint[] Rss(IReadOnlyList<ProcessSample> samples) => Of(samples, sample => sample.Rss, least: true);

    public static SeriesPoint[] Used(IReadOnlyList<ProcessSample> samples) => Of(samples, sample => sample.HeapUsed, least: false);

    public static long? GapOf(ProcessSample sample) => sample.Anonymous - sample.HeapTotal - sample.External;

    static SeriesPoint[] Of(IReadOnlyList<ProcessSample> samples, Func<ProcessSample, long?> figure, bool least) =>
        Thin([.. from sample in samples where figure(sample) is not null select Point(samples, sample.At, figure(sample)!.Value)], least);

    static SeriesPoint Point(IReadOnlyList<ProcessSample> samples, DateTimeOffset at, double value) => new((at - samples[0].At).TotalSeconds, value);

    static SeriesPoint[] Thin(SeriesPoint[] points, bool least)
    {
        if (points.Length <= MostWindows)
            return points;
        int size = (points.Length + MostWindows - 1) / MostWindows;
        return [.. points.Chunk(size).Where(window => window.Length == size).Select(window => new SeriesPoint(
            window[window.Length / 2].Seconds, least ? window.Min(point => point.Value) : Medians.Of(window.Select(point => point.Value))))];
    }
}
