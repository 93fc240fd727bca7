namespace Heaptrail.Diagnosis.Trend;

/// <summary>
/// Shares the false alarms that are allowed among repeated looks at a series that goes on, and among several series: who looks often enough
/// finds something in any noise.
/// </summary>
public static class Looks
{
    /// <summary>Standard deviations for a single look at a single series.</summary>
    internal const double SingleZ = 2.81;

    const double Allowed = 0.01;
    const double Growth = 1.25;

    /// <summary>The threshold for a look.</summary>
    /// <param name="look">Which look, from 1. The n-th may use 6/(π²n²) of what is allowed, so that all of them together use it up.</param>
    /// <param name="series">Series that are looked at side by side.</param>
    public static double Threshold(int look, int series) =>
        double.Max(SingleZ, NormalQuantile.Upper(Allowed * 6 / (double.Pi * double.Pi * look * (double)look) / int.Max(series, 1)));

    /// <summary>Whether a series has grown by so much since the last look that another one is due.</summary>
    /// <param name="points">Points that it has now.</param>
    /// <param name="before">Points that it had at the last look.</param>
    public static bool IsDue(int points, int before) => points >= before * Growth;

    /// <summary>Which look it is for a series that was looked at from <see cref="SeriesRule.LeastPoints"/> points on.</summary>
    /// <param name="points">Points that it has now.</param>
    public static int NumberOf(int points) =>
        1 + int.Max(0, (int)double.Floor(double.Log((double)points / SeriesRule.LeastPoints) / double.Log(Growth)));
}
