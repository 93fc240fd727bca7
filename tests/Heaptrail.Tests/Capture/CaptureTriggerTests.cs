using Heaptrail.Capture.Triggers;
using Heaptrail.Diagnosis.Trend;
using Xunit;

namespace Heaptrail.Tests.Capture;

public sealed class CaptureTriggerTests
{
    const long MiB = 1 << 20;
    static readonly TrendVerdict quiet = new(TrendKind.NoLeak, "");

    [Fact]
    public void Time_passes_from_one_capture_to_the_next()
    {
        var trigger = new CaptureTrigger(new() { Every = TimeSpan.FromSeconds(60) }, At(0));
        Assert.Null(trigger.Judge(Sample(59, 1), quiet));
        Assert.Equal("1 min 00 s have passed", trigger.Judge(Sample(60, 1), quiet));
        trigger.Captured(At(70));
        Assert.Null(trigger.Judge(Sample(129, 1), quiet));
        Assert.NotNull(trigger.Judge(Sample(130, 1), quiet));
    }

    [Fact]
    public void Growth_is_counted_from_the_sample_after_the_last_capture()
    {
        var trigger = new CaptureTrigger(new() { Growth = 50 * MiB }, At(0));
        Assert.Null(trigger.Judge(Sample(0, 100), quiet));
        Assert.Null(trigger.Judge(Sample(1, 149), quiet));
        Assert.Equal("+55.0 MiB since the last mark of 100.0 MiB", trigger.Judge(Sample(2, 155), quiet));
        trigger.Captured(At(2));
        Assert.Null(trigger.Judge(Sample(3, 400), quiet));   // the capture has made the process larger
        Assert.Null(trigger.Judge(Sample(4, 449), quiet));
        Assert.NotNull(trigger.Judge(Sample(5, 450), quiet));
    }

    [Fact]
    public void Garbage_is_no_growth_where_the_floor_is_known()
    {
        var trigger = new CaptureTrigger(new() { Growth = 50 * MiB }, At(0));
        Assert.Null(trigger.Judge(Floor(0, 20), quiet));
        Assert.Null(trigger.Judge(Sample(1, 900) with { HeapUsed = 800 * MiB }, quiet));
        Assert.Null(trigger.Judge(Floor(2, 69), quiet));
        Assert.NotNull(trigger.Judge(Floor(3, 70), quiet));
    }

    [Fact]
    public void A_limit_and_a_leak_are_told_once()
    {
        var trigger = new CaptureTrigger(new() { NearLimit = 0.9, OnSlope = true }, At(0));
        ProcessSample near = Sample(0, 1) with { HeapUsed = 95, HeapLimit = 100, ContainerUsed = 10, ContainerLimit = 100 };
        Assert.Null(trigger.Judge(near with { HeapUsed = 89 }, quiet));
        Assert.Equal("95 % of the limit in use", trigger.Judge(near, quiet));
        Assert.Null(trigger.Judge(near, quiet));
        var leak = new TrendVerdict(TrendKind.Leak, "it leaks");
        Assert.Equal("it leaks", trigger.Judge(near, leak));
        Assert.Null(trigger.Judge(near, leak));
    }

    static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    static ProcessSample Sample(double seconds, long mebibytes) => new() { At = At(seconds), Rss = mebibytes * 2 * MiB, Anonymous = mebibytes * MiB };

    static ProcessSample Floor(double seconds, long mebibytes) => Sample(seconds, 500) with { HeapUsed = 400 * MiB, Floors = [new(At(seconds), mebibytes * MiB, null)] };
}
