namespace Heaptrail.Diagnosis.Trend;

/// <summary>Decides whether a series grows for good. Built to be silent when in doubt: the simulated series of the tests say how often it errs.</summary>
public static class SeriesRule
{
    /// <summary>Points that a series needs for an answer.</summary>
    public const int EnoughPoints = 40;

    /// <summary>Points below which nothing is said at all.</summary>
    public const int LeastPoints = 20;

    const int LeastWarmup = 3;
    const int LeastJudged = 14;
    const double WarmupShare = 0.2;
    const double HalfZ = 1.1;
    const double LeastPace = 0.5;          // of the last half, against all of it
    const double MostCorrelation = 0.85;

    /// <summary>Judges a series.</summary>
    /// <param name="points">The series, in order of time.</param>
    /// <param name="leastGrowth">Growth over the series that is worth a word, in the unit of its values; 2 % of the median are needed anyhow.</param>
    /// <param name="leastZ">Standard deviations that the Mann-Kendall test must reach.</param>
    public static SeriesFinding Judge(ReadOnlySpan<SeriesPoint> points, double leastGrowth, double leastZ = Looks.SingleZ)
    {
        if (points.Length < LeastPoints)
            return new(SeriesShape.TooShort, null);
        ReadOnlySpan<SeriesPoint> judged = LevelShift.After(points[int.Max(LeastWarmup, (int)double.Ceiling(points.Length * WarmupShare))..]);
        if (judged.Length < LeastJudged)
            return new(SeriesShape.TooShort, null);
        TrendFit fit = TrendFit.Of(judged);
        double span = judged[^1].Seconds - judged[0].Seconds;
        double worth = double.Max(leastGrowth, 0.02 * MedianOf(judged));
        if (fit.Z < leastZ || fit.Low <= 0 || fit.Slope * span < worth)
            return new(HasRisen(points, worth) ? SeriesShape.Settled : SeriesShape.Flat, fit);
        double factor = VarianceFactor(judged, fit.Slope);
        TrendFit half = TrendFit.Of(judged[(judged.Length / 2)..], HalfZ, factor);
        if (half.Low <= 0)
            return new(half.Slope < LeastPace / 2 * fit.Slope ? SeriesShape.Settled : SeriesShape.Slowing, fit);
        bool slows = half.Slope < LeastPace * double.Max(fit.Slope, PairSlopes.Of(points).Median) || Saturation.Explains(points);
        return new(slows || !RisesInThirds(judged) ? SeriesShape.Slowing : SeriesShape.Growing, fit);
    }

    static double MedianOf(ReadOnlySpan<SeriesPoint> points) => Medians.Of(points.ToArray().Select(point => point.Value));

    // What stands still now, well above where it began. Against the noise of the second half, because the rise may have been short.
    static bool HasRisen(ReadOnlySpan<SeriesPoint> points, double worth)
    {
        const int ClearOfNoise = 6;
        ReadOnlySpan<SeriesPoint> late = points[(points.Length / 2)..];
        double median = MedianOf(late);
        double spread = Medians.Of(late.ToArray().Select(point => double.Abs(point.Value - median)));
        return median - points[0].Value >= double.Max(worth, ClearOfNoise * spread);
    }

    static bool RisesInThirds(ReadOnlySpan<SeriesPoint> points)
    {
        double third = points.Length / 3.0;
        for (var i = 0; i < 3; i++)
            if (PairSlopes.Of(points[(int)double.Round(i * third)..(int)double.Round((i + 1) * third)]).Median <= 0)
                return false;
        return true;
    }

    // A part is too short to show how much its neighbours resemble each other: the whole says it.
    static double VarianceFactor(ReadOnlySpan<SeriesPoint> points, double slope)
    {
        double[] rest = [.. points.ToArray().Select(point => point.Value - (slope * point.Seconds))];
        double mean = rest.Average(), all = 0, neighbours = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            all += (rest[i] - mean) * (rest[i] - mean);
            neighbours += i > 0 ? (rest[i] - mean) * (rest[i - 1] - mean) : 0;
        }
        double correlation = all > 0 ? double.Clamp((neighbours / all) + (3.0 / rest.Length), 0, MostCorrelation) : 0;
        return (1 + correlation) / (1 - correlation);
    }
}

/// <summary>What was found out about a series.</summary>
/// <param name="Shape">What it does.</param>
/// <param name="Fit">Its slope after the warm-up and the last step; <see langword="null"/> when it is too short.</param>
public sealed record SeriesFinding(SeriesShape Shape, TrendFit? Fit);
