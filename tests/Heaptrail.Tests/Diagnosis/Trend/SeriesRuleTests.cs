using Heaptrail.Diagnosis.Trend;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Trend;

/// <summary>How often the rule errs, on simulated series with a fixed seed.</summary>
public sealed class SeriesRuleTests(ITestOutputHelper output)
{
    const int Runs = 600;
    const int Series = 4;   // heap, buffers, the rest, descriptors: looked at side by side

    [Theory]
    [InlineData("flat", 40), InlineData("flat", 80)]
    [InlineData("warm-up", 40), InlineData("warm-up", 80)]
    [InlineData("slow warm-up", 40), InlineData("slow warm-up", 80)]
    [InlineData("bounded", 40), InlineData("bounded", 80)]
    [InlineData("bounded, random keys", 40), InlineData("bounded, random keys", 80)]
    [InlineData("step", 40), InlineData("step", 80)]
    [InlineData("cycle", 40), InlineData("cycle", 80)]
    public void Series_without_a_leak_raise_at_most_2_percent_false_alarms(string kind, int points) =>
        Assert.InRange(Alarms(kind, points), 0, 2.0);

    [Theory]
    [InlineData("leak 1 %", 40, 95)]
    [InlineData("leak 1 %", 80, 98)]
    [InlineData("leak 0.24 %", 80, 82)]
    [InlineData("leak after warm-up", 40, 93)]
    public void Leaks_are_found(string kind, int points, double least) => Assert.InRange(Alarms(kind, points), least, 100);

    [Theory]
    [InlineData("flat"), InlineData("warm-up"), InlineData("slow warm-up"), InlineData("bounded"), InlineData("bounded, random keys"), InlineData("step"), InlineData("cycle")]
    public void Repeated_looks_together_raise_at_most_2_percent_false_alarms(string kind) => Assert.InRange(AlarmsOfLooks(kind, 80), 0, 2.0);

    [Fact]
    public void Repeated_looks_find_a_leak_when_it_has_held_for_half_as_long_again() => Assert.InRange(AlarmsOfLooks("leak 1 %", 62), 95, 100);

    [Fact]
    public void Fewer_than_20_points_have_no_answer() =>
        Assert.Equal(new SeriesFinding(SeriesShape.TooShort, null), SeriesRule.Judge(new SimulatedSeries(1).Leak(19, 0.05), 1));

    [Fact]
    public void What_is_before_a_step_does_not_count()
    {
        SeriesPoint[] points = [.. Enumerable.Range(0, 40).Select(i => new SeriesPoint(i, i < 26 ? 50 + (i % 2) : 90 + (i % 2)))];
        Assert.Equal(SeriesShape.TooShort, SeriesRule.Judge(points.AsSpan()[..38], 1).Shape);
        Assert.NotEqual(SeriesShape.Growing, SeriesRule.Judge(points, 1).Shape);
    }

    [Fact]
    public void Growth_below_2_percent_is_not_worth_a_word() =>
        Assert.Equal(SeriesShape.Flat, SeriesRule.Judge([.. Enumerable.Range(0, 60).Select(i => new SeriesPoint(i, 1000 + (0.2 * i)))], 1).Shape);

    [Fact]
    public void A_straight_line_without_noise_grows()
    {
        SeriesFinding found = SeriesRule.Judge([.. Enumerable.Range(0, 40).Select(i => new SeriesPoint(2 * i, 50 + i))], 1, Looks.Threshold(4, Series));
        Assert.Equal(SeriesShape.Growing, found.Shape);
        Assert.Equal((0.5, 0.5, 0.5), (found.Fit!.Slope, found.Fit.Low, found.Fit.High));
    }

    double Alarms(string kind, int points)
    {
        var simulated = new SimulatedSeries(20260301);
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
            alarms += IsAlarm(Make(simulated, kind, points)) ? 1 : 0;
        double share = 100.0 * alarms / Runs;
        output.WriteLine($"{kind}, {points} points: {share:0.0} % called a leak");
        return share;
    }

    /// <summary>A watch that looks whenever a look is due, and once at its end.</summary>
    double AlarmsOfLooks(string kind, int points)
    {
        var simulated = new SimulatedSeries(20260301);
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
        {
            SeriesPoint[] series = Make(simulated, kind, points);
            var hold = new AlarmHold();
            var look = 0;
            bool isAlarm = IsAlarm(series);
            for (int count = SeriesRule.EnoughPoints; count <= points && !isAlarm; count++)
            {
                if (Looks.NumberOf(count) == look)
                    continue;
                look = Looks.NumberOf(count);
                isAlarm = hold.Look(new(IsAlarm(series.AsSpan(0, count)) ? TrendKind.Leak : TrendKind.NoLeak, ""), count).IsLeak;
            }
            alarms += isAlarm ? 1 : 0;
        }
        double share = 100.0 * alarms / Runs;
        output.WriteLine($"{kind}, all looks up to {points} points: {share:0.0} %");
        return share;
    }

    static bool IsAlarm(ReadOnlySpan<SeriesPoint> points) =>
        SeriesRule.Judge(points, 1, Looks.Threshold(Looks.NumberOf(points.Length), Series)).Shape == SeriesShape.Growing;

    static SeriesPoint[] Make(SimulatedSeries simulated, string kind, int points) => kind switch
    {
        "flat" => simulated.Flat(points),
        "warm-up" => simulated.Warmup(points),
        "slow warm-up" => simulated.SlowWarmup(points),
        "bounded" => simulated.Bounded(points),
        "bounded, random keys" => simulated.BoundedByRandomKeys(points),
        "step" => simulated.Step(points),
        "cycle" => simulated.Cycle(points),
        "leak 1 %" => simulated.Leak(points, 0.01),
        "leak 0.24 %" => simulated.Leak(points, 0.0024),
        _ => simulated.LeakAfterWarmup(points),
    };
}
