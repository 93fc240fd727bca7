namespace Heaptrail.Diagnosis.Trend;

/// <summary>How a series changes: its slope with the interval, and how sure it is that it rises at all.</summary>
/// <param name="Points">Points that were looked at.</param>
/// <param name="Slope">Theil-Sen slope, per second.</param>
/// <param name="Low">Lower end of the slope's 90 % interval.</param>
/// <param name="High">Upper end of the slope's 90 % interval.</param>
/// <param name="Z">Mann-Kendall in standard deviations, corrected for autocorrelation; positive when it rises.</param>
public sealed record TrendFit(int Points, double Slope, double Low, double High, double Z)
{
    /// <summary>What the usual interval covers: 90 %.</summary>
    internal const double IntervalZ = 1.645;

    /// <summary>Fits a series.</summary>
    /// <param name="points">The series, in order of time.</param>
    public static TrendFit Of(ReadOnlySpan<SeriesPoint> points) => Of(points, IntervalZ, 1);

    /// <summary>Fits a series with another interval, or with a variance that a longer series has shown.</summary>
    internal static TrendFit Of(ReadOnlySpan<SeriesPoint> points, double intervalZ, double leastFactor)
    {
        PairSlopes slopes = PairSlopes.Of(points);
        double slope = slopes.Median;
        MannKendall test = MannKendall.Test(points, slope, leastFactor);
        (double low, double high) = slopes.Interval(test.Deviation, intervalZ);
        return new(points.Length, slope, low, high, test.Z);
    }
}
