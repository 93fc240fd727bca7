namespace Heaptrail.Diagnosis.Trend;

/// <summary>Series as columns for <see cref="LeastSquares"/>: times from 0 to 1, values in their own spread, so that no figure is huge.</summary>
static class UnitSeries
{
    public static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    public static double[] Times(ReadOnlySpan<SeriesPoint> points)
    {
        double first = points[0].Seconds, span = double.Max(points[^1].Seconds - first, double.Epsilon);
        var times = new double[points.Length];
        for (var i = 0; i < times.Length; i++)
            times[i] = (points[i].Seconds - first) / span;
        return times;
    }

    public static double[] Values(ReadOnlySpan<SeriesPoint> points)
    {
        var values = new double[points.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = points[i].Value;
        double least = values.Min(), spread = values.Max() - least;
        return spread > 0 ? [.. values.Select(value => (value - least) / spread)] : new double[values.Length];
    }

    /// <summary>How much better one fit is than a simpler one: the F statistic of its last column. 0 when both are perfect.</summary>
    public static double Gain(LeastSquares simple, LeastSquares better, int count)
    {
        const double rounding = 1e-12;   // of values between 0 and 1
        if (simple.SquaredError < rounding)
            return 0;
        return (simple.SquaredError - better.SquaredError) / (double.Max(better.SquaredError, rounding) / int.Max(count - better.Coefficients.Length, 1));
    }
}
