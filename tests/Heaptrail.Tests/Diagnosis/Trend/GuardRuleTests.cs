using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Trend;

public sealed class GuardRuleTests
{
    const long MiB = 1 << 20;
    static readonly TrendVerdict quiet = new(TrendKind.NoLeak, "");

    [Fact]
    public void Three_samples_above_the_limit_are_needed()
    {
        var limits = new GuardLimits { MaxRss = 100 * MiB };
        Assert.Null(Judge(limits, Sample(150), Sample(150), Sample(90)));
        Assert.Null(Judge(limits, Sample(150), Sample(90), Sample(150)));
        Assert.Equal(new("rss", "occupies 151.0 MiB and may occupy 100.0 MiB"), Judge(limits, Sample(20), Sample(150), Sample(150), Sample(151)));
    }

    [Fact]
    public void The_heap_is_judged_by_what_remains_after_collections_and_not_by_garbage()
    {
        var limits = new GuardLimits { MaxHeap = 0.8 };
        Assert.Null(Judge(limits, Heap(95), Heap(95), Heap(95)));
        Assert.Null(Judge(limits, Heap(95, 85), Heap(95), Heap(95, 70)));
        Assert.Null(Judge(limits, Heap(95), Heap(95, 90), Heap(60)));
        Assert.Equal(new("heap", "holds 90.0 MiB after a full collection, of the 100.0 MiB that its heap may have"), Judge(limits, Heap(95), Heap(95, 90), Heap(95)));
        Assert.Null(Judge(limits with { MaxHeap = 0 }, Heap(95), Heap(95, 85), Heap(95, 90)));
    }

    [Fact]
    public void A_container_that_is_nearly_full_is_a_reason()
    {
        ProcessSample full = Sample(50) with { ContainerLimit = 100 * MiB, ContainerUsed = 95 * MiB };
        Assert.Equal("container", Judge(new(), full, full, full)!.Kind);
        Assert.Null(Judge(new(), full, full, full with { ContainerUsed = 80 * MiB }));
    }

    [Fact]
    public void A_leak_counts_when_it_can_reach_its_limit_soon()
    {
        var leak = new TrendVerdict(TrendKind.Leak, "") { Limit = new(1, 100, 200) };
        ProcessSample[] samples = [Sample(1), Sample(1), Sample(1)];
        Assert.Equal(new("leak", "leaks and can reach its limit within 1 min 40 s to 3 min 20 s"), GuardRule.Judge(samples, leak, new()));
        Assert.Null(GuardRule.Judge(samples, leak, new() { Horizon = TimeSpan.FromSeconds(60) }));
        Assert.Null(GuardRule.Judge(samples, leak with { Kind = TrendKind.WarmingUp }, new()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("5", 0)]
    [InlineData("5 5", 1)]
    [InlineData("5 5 5 5", 4)]
    [InlineData("5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5", 60)]
    [InlineData("5 5 5 90 5", 0)]
    public void Crashes_in_a_row_are_followed_by_longer_and_longer_waits(string lives, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RestartPolicy.AfterCrash([.. lives.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => TimeSpan.FromSeconds(int.Parse(text, null)))]));

    [Fact]
    public void A_limit_that_is_too_low_does_not_become_a_loop()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        TimeSpan least = TimeSpan.FromSeconds(30);
        Assert.Equal(least, RestartPolicy.LeastLife(least, [], now));
        Assert.Equal(least * 4, RestartPolicy.LeastLife(least, [now.AddMinutes(-70), now.AddMinutes(-50), now.AddMinutes(-2)], now));
        Assert.Equal(TimeSpan.FromMinutes(30), RestartPolicy.LeastLife(least, [.. Enumerable.Range(1, 50).Select(i => now.AddMinutes(-i))], now));
        Assert.Equal(TimeSpan.FromHours(2), RestartPolicy.LeastLife(TimeSpan.FromHours(2), [now], now));
        Assert.Equal(TimeSpan.Zero, RestartPolicy.LeastLife(TimeSpan.Zero, [now, now], now));
    }

    [Fact]
    public void A_crash_is_explained_by_the_last_sample()
    {
        Assert.Equal("was ended by SIGABRT: V8's heap limit was reached (95.0 MiB of 100.0 MiB in the last sample)", GuardCrash.Explain("was ended by SIGABRT", [Heap(95)]));
        Assert.Equal("was ended by SIGABRT", GuardCrash.Explain("was ended by SIGABRT", [Heap(20)]));
        Assert.StartsWith("was ended by SIGKILL: the kernel ended it", GuardCrash.Explain("was ended by SIGKILL", [Sample(1) with { ContainerLimit = 100, ContainerUsed = 90 }]), StringComparison.Ordinal);
        Assert.False(GuardCrash.IsMemory("exited with code 1", [Heap(95)]));
    }

    static GuardReason? Judge(GuardLimits limits, params ProcessSample[] samples) => GuardRule.Judge(samples, quiet, limits);

    static ProcessSample Sample(long rss) => new() { At = DateTimeOffset.UnixEpoch, Rss = rss * MiB };

    static ProcessSample Heap(long used, params long[] floors) => Sample(200) with { HeapUsed = used * MiB, HeapLimit = 100 * MiB, Floors = [.. floors.Select(floor => new FloorReading(DateTimeOffset.UnixEpoch, floor * MiB, null))] };
}
