using Heaptrail.Capture.Load;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The figures of distributions.</summary>
static class LoadFigures
{
    /// <summary>Of times, in milliseconds.</summary>
    public static DistributionView Of(LatencyHistogram times) => Of(part => Milliseconds(times.Percentile(part)), Milliseconds(times.Mean), Milliseconds(times.StandardDeviation), Milliseconds(times.Min), Milliseconds(times.Max));

    /// <summary>Of counts; <see langword="null"/> when there are none.</summary>
    public static DistributionView? Of(long[] counts)
    {
        if (counts.Length == 0)
            return null;
        long[] sorted = [.. counts.Order()];
        double mean = sorted.Average();
        return Of(part => sorted[int.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)],
            double.Round(mean, 2), double.Round(Math.Sqrt(sorted.Average(count => (count - mean) * (count - mean))), 2), sorted[0], sorted[^1]);
    }

    static DistributionView Of(Func<double, double> percentile, double mean, double deviation, double min, double max) => new()
    {
        P1 = percentile(0.01),
        P2_5 = percentile(0.025),
        P50 = percentile(0.50),
        P90 = percentile(0.90),
        P97_5 = percentile(0.975),
        P99 = percentile(0.99),
        P99_9 = percentile(0.999),
        Mean = mean,
        Deviation = deviation,
        Min = min,
        Max = max,
    };

    static double Milliseconds(TimeSpan time) => double.Round(time.TotalMilliseconds, 3);
}
