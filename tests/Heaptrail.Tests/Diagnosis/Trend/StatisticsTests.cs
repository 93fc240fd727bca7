using Heaptrail.Diagnosis.Trend;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Trend;

/// <summary>Against figures worked out by hand or taken from tables.</summary>
public sealed class StatisticsTests
{
    static SeriesPoint[] Series(params double[] values) => [.. values.Select((value, i) => new SeriesPoint(i, value))];

    [Fact]
    public void The_slope_is_the_median_of_all_pairs()
    {
        // 1→3: 2, 1→2: 0.5, 1→10: 3, 3→2: -1, 3→10: 3.5, 2→10: 8
        Assert.Equal(2.5, PairSlopes.Of(Series(1, 3, 2, 10)).Median);
        Assert.Equal(0, PairSlopes.Of(Series(5)).Median);
    }

    [Fact]
    public void One_outlier_does_not_move_the_slope() => Assert.Equal(1, PairSlopes.Of(Series(0, 1, 2, 3, 400, 5, 6, 7, 8)).Median);

    [Fact]
    public void The_sum_of_Mann_and_Kendall_and_its_deviation_with_ties()
    {
        MannKendall test = MannKendall.Test(Series(1, 2, 2, 3), 0);
        // 5 pairs rise, one is a tie; variance (4·3·13 − 2·1·9) / 18
        Assert.Equal((5, 7.6667), (test.Sum, double.Round(test.Deviation * test.Deviation, 4)));
    }

    [Fact]
    public void Neighbours_that_resemble_each_other_widen_the_deviation()
    {
        double[] wave = [.. Enumerable.Range(0, 40).Select(i => double.Sin(i / 4.0))];
        Assert.True(MannKendall.Test(Series(wave), 0).Deviation > 1.5 * double.Sqrt(40 * 39 * 85 / 18.0));
    }

    [Theory]
    [InlineData(0.05, 1.6449), InlineData(0.01, 2.3263), InlineData(0.001, 3.0902), InlineData(0.4, 0.2533)]
    public void Quantiles_are_those_of_the_table(double probability, double z) => Assert.Equal(z, NormalQuantile.Upper(probability), 4);

    [Fact]
    public void Later_looks_and_more_series_need_more()
    {
        Assert.Equal(Looks.SingleZ, Looks.Threshold(1, 1));
        Assert.True(Looks.Threshold(4, 1) > Looks.Threshold(1, 1));
        Assert.True(Looks.Threshold(4, 4) > Looks.Threshold(4, 1));
        Assert.Equal((1, 1, 2, 4), (Looks.NumberOf(20), Looks.NumberOf(24), Looks.NumberOf(25), Looks.NumberOf(40)));
    }
}
