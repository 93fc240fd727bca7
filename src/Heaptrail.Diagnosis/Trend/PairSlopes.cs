namespace Heaptrail.Diagnosis.Trend;

/// <summary>The slopes between all pairs of points. Their median is the Theil-Sen slope, which a few outliers do not move.</summary>
/// <remarks>P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.</remarks>
sealed class PairSlopes
{
    readonly double[] sorted;

    PairSlopes(double[] sorted) => this.sorted = sorted;

    /// <summary>All slopes in rising order; points at the same moment have none.</summary>
    public static PairSlopes Of(ReadOnlySpan<SeriesPoint> points)
    {
        var slopes = new List<double>(points.Length * int.Max(points.Length - 1, 0) / 2);
        for (var i = 0; i < points.Length; i++)
            for (int j = i + 1; j < points.Length; j++)
                if (points[j].Seconds > points[i].Seconds)
                    slopes.Add((points[j].Value - points[i].Value) / (points[j].Seconds - points[i].Seconds));
        slopes.Sort();
        return new([.. slopes]);
    }

    /// <summary>The Theil-Sen slope, per second; 0 without slopes.</summary>
    public double Median => Medians.OfSorted(sorted);

    /// <summary>The interval of the slope, by ranks.</summary>
    /// <param name="deviation">Standard deviation of the Mann-Kendall sum, corrected for autocorrelation.</param>
    /// <param name="z">Quantile of the normal distribution: 1.645 for 90 %.</param>
    public (double Low, double High) Interval(double deviation, double z)
    {
        if (sorted.Length == 0)
            return (0, 0);
        double reach = z * deviation;
        var low = (int)double.Floor((sorted.Length - reach) / 2);
        var high = (int)double.Ceiling((sorted.Length + reach) / 2);
        return (sorted[int.Max(low, 0)], sorted[int.Min(high, sorted.Length - 1)]);
    }
}
