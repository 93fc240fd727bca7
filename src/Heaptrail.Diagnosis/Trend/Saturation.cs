namespace Heaptrail.Diagnosis.Trend;

/// <summary>
/// Tells growth that comes to an end from growth that does not: fits a line together with something that fills up (a warm-up, a cache with
/// random keys, a cache filled in order), and asks what is left for the line.
/// </summary>
static class Saturation
{
    // Beyond this gain the filling part is real; correlated noise around a straight line stays below as a rule. At 14 noise passed for a filling in 2.7 % of leaks.
    const double LeastGain = 20;

    // The remaining slope must stand this clear of zero. A quantile for independent noise would be 2: the errors of slope and
    // filling part go together, and a short series underestimates the correlation of its noise.
    const double LeastClearance = 7;

    static readonly double[] timeConstants = [0.04, 0.055, 0.077, 0.11, 0.14, 0.2, 0.25, 0.33, 0.4, 0.5];
    static readonly double[] fillTimes = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

    /// <summary>Whether a series fills up and no clear growth remains besides.</summary>
    /// <param name="points">The whole series, its beginning included.</param>
    public static bool Explains(ReadOnlySpan<SeriesPoint> points)
    {
        double[] values = UnitSeries.Values(points), one = UnitSeries.Ones(points.Length), time = UnitSeries.Times(points);
        if (LeastSquares.Fit(values, one, time) is not { } line)
            return false;
        LeastSquares? best = null;
        double most = LeastGain;
        foreach (double constant in timeConstants)
            Try([.. time.Select(t => 1 - double.Exp(-t / constant))]);
        foreach (double full in fillTimes)
            Try([.. time.Select(t => double.Min(t, full))]);
        return best is not null && best.Coefficients[1] <= LeastClearance * best.SecondError;

        void Try(double[] filling)
        {
            if (LeastSquares.Fit(values, one, time, filling) is not { } fit || fit.Coefficients[2] <= 0)
                return;
            double gain = UnitSeries.Gain(line, fit, values.Length);
            if (gain > most)
                (best, most) = (fit, gain);
        }
    }
}
