namespace Heaptrail.Diagnosis.Trend;

/// <summary>The Mann-Kendall test with the correction of Hamed and Rao for series whose neighbours resemble each other.</summary>
/// <param name="Sum">Pairs that rise less pairs that fall.</param>
/// <param name="Deviation">Standard deviation of <paramref name="Sum"/> where there is no trend.</param>
/// <remarks>K. H. Hamed, A. R. Rao, A modified Mann-Kendall trend test for autocorrelated data, 1998.</remarks>
readonly record struct MannKendall(long Sum, double Deviation)
{
    /// <summary>The sum in standard deviations, less the step of one that the sum is apart.</summary>
    public double Z => Deviation > 0 ? (Sum - long.Sign(Sum)) / Deviation : 0;

    /// <summary>Tests a series.</summary>
    /// <param name="points">The series.</param>
    /// <param name="slope">Its Theil-Sen slope, per second: the correlation is that of what the slope leaves.</param>
    /// <param name="leastFactor">The least by which the variance is multiplied: what a longer series of the same kind has shown.</param>
    public static MannKendall Test(ReadOnlySpan<SeriesPoint> points, double slope, double leastFactor = 1)
    {
        int n = points.Length;
        long sum = 0;
        for (var i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                sum += double.Sign(points[j].Value - points[i].Value);
        double variance = ((double)n * (n - 1) * ((2 * n) + 5) - TieTerm(points)) / 18;
        return new(sum, double.Sqrt(variance * double.Max(leastFactor, Factor(points, slope))));
    }

    static double TieTerm(ReadOnlySpan<SeriesPoint> points)
    {
        double term = 0;
        foreach (IGrouping<double, SeriesPoint> tie in points.ToArray().GroupBy(point => point.Value))
        {
            double t = tie.Count();
            term += t * (t - 1) * ((2 * t) + 5);
        }
        return term;
    }

    // Only correlations that 95 % of independent series do not reach count, as in the paper.
    static double Factor(ReadOnlySpan<SeriesPoint> points, double slope)
    {
        int n = points.Length;
        if (n < 4)
            return 1;
        double[] ranks = Ranks(points, slope);
        double mean = (n + 1) / 2.0;
        double whole = ranks.Sum(rank => (rank - mean) * (rank - mean));
        if (whole == 0)
            return 1;
        double sum = 0;
        for (var lag = 1; lag < n - 1; lag++)
        {
            double shared = 0;
            for (var i = 0; i + lag < n; i++)
                shared += (ranks[i] - mean) * (ranks[i + lag] - mean);
            if (double.Abs(shared / whole) > 1.96 / double.Sqrt(n))
                sum += (double)(n - lag) * (n - lag - 1) * (n - lag - 2) * shared / whole;
        }
        return 1 + (2 * sum / ((double)n * (n - 1) * (n - 2)));
    }

    static double[] Ranks(ReadOnlySpan<SeriesPoint> points, double slope)
    {
        var rest = new double[points.Length];
        var order = new int[points.Length];
        for (var i = 0; i < rest.Length; i++)
            (rest[i], order[i]) = (points[i].Value - (slope * points[i].Seconds), i);
        Array.Sort((double[])rest.Clone(), order);
        var ranks = new double[rest.Length];
        for (var first = 0; first < order.Length;)
        {
            int next = first;
            while (next < order.Length && rest[order[next]] == rest[order[first]])
                next++;
            for (int i = first; i < next; i++)
                ranks[order[i]] = ((first + next - 1) / 2.0) + 1;
            first = next;
        }
        return ranks;
    }
}
