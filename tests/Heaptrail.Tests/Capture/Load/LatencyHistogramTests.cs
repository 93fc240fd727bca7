using Heaptrail.Capture.Load;
using Xunit;

namespace Heaptrail.Tests.Capture.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_those_of_the_sorted_times_within_a_thousandth()
    {
        var random = new Random(7);
        long[] microseconds = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 20))];   // 1 µs to 8 minutes
        var histogram = new LatencyHistogram();
        foreach (long time in microseconds)
            histogram.Add(TimeSpan.FromMicroseconds(time));
        long[] sorted = [.. microseconds.Order()];
        foreach (double part in (double[])[0.001, 0.025, 0.5, 0.9, 0.975, 0.99, 0.999, 1])
        {
            double exact = sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
            Assert.InRange(histogram.Percentile(part).TotalMicroseconds, exact * 0.999, exact * 1.001);
        }
        Assert.Equal((20_000, sorted[0], sorted[^1]), (histogram.Count, (long)histogram.Min.TotalMicroseconds, (long)histogram.Max.TotalMicroseconds));
        Assert.Equal(microseconds.Average(), histogram.Mean.TotalMicroseconds, 1.0);
    }

    [Fact]
    public void Nothing_added_is_zero() => Assert.Equal((0, TimeSpan.Zero, TimeSpan.Zero), (new LatencyHistogram().Count, new LatencyHistogram().Percentile(0.99), new LatencyHistogram().Mean));

    [Fact]
    public void A_time_beyond_the_range_counts_as_the_longest()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromDays(3));
        Assert.Equal(TimeSpan.FromDays(3), histogram.Max);
        Assert.Equal(TimeSpan.FromDays(3), histogram.Percentile(0.5));
    }

    [Fact]
    public void The_deviation_is_that_of_the_times()
    {
        var histogram = new LatencyHistogram();
        foreach (int time in (int[])[2, 4, 4, 4, 5, 5, 7, 9])
            histogram.Add(TimeSpan.FromMilliseconds(time));
        Assert.Equal(2000, histogram.StandardDeviation.TotalMicroseconds, 0.5);
    }
}
