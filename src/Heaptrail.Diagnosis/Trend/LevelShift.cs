namespace Heaptrail.Diagnosis.Trend;

/// <summary>Finds steps upwards: a cache that was loaded, a deployment. What lies before one says nothing about what comes.</summary>
static class LevelShift
{
    const int LeastSide = 4;
    const int LeastPoints = 16;
    const int MostShifts = 3;

    // A line with a step must explain this much more than the line alone. Correlated noise reaches 10 to 15 now and then.
    const double LeastGain = 45;

    /// <summary>The part after the last step.</summary>
    /// <param name="points">The series.</param>
    public static ReadOnlySpan<SeriesPoint> After(ReadOnlySpan<SeriesPoint> points)
    {
        for (var i = 0; i < MostShifts && points.Length >= LeastPoints && Find(points) is { } shift; i++)
            points = points[shift..];
        return points;
    }

    static int? Find(ReadOnlySpan<SeriesPoint> points)
    {
        double[] values = UnitSeries.Values(points), one = UnitSeries.Ones(points.Length), time = UnitSeries.Times(points);
        if (LeastSquares.Fit(values, one, time) is not { } line)
            return null;
        int? found = null;
        double most = LeastGain;
        for (int at = LeastSide; at <= points.Length - LeastSide; at++)
        {
            int first = at;
            double[] step = [.. Enumerable.Range(0, points.Length).Select(i => i >= first ? 1.0 : 0.0)];
            if (LeastSquares.Fit(values, one, time, step) is not { } fit || fit.Coefficients[2] <= 0)
                continue;
            double gain = UnitSeries.Gain(line, fit, points.Length);
            if (gain > most)
                (found, most) = (at, gain);
        }
        return found;
    }
}
