using Heaptrail.Diagnosis.Trend;
using Xunit;
using static Heaptrail.Tests.Diagnosis.Trend.WatchSamples;

namespace Heaptrail.Tests.Diagnosis.Trend;

public sealed class TrendJudgeTests
{
    [Fact]
    public void A_floor_that_stays_is_no_leak()
    {
        TrendVerdict verdict = TrendJudge.Judge(Of(60, (_, sample) => sample));
        Assert.Equal((TrendKind.NoLeak, false), (verdict.Kind, verdict.IsLeak));
        Assert.Equal("What remains after each full collection stays at 24.0 MiB, over 60 collections.", verdict.Sentence);
    }

    [Fact]
    public void A_floor_that_rises_is_a_leak_with_its_pace_and_the_time_that_is_left()
    {
        TrendVerdict verdict = TrendJudge.Judge(Of(60, (i, sample) => sample with { HeapLimit = 144 * MiB, Floors = [Floor(i, (24 + i) * MiB)] }));
        Assert.Equal((TrendKind.Leak, true), (verdict.Kind, verdict.IsLeak));
        Assert.Equal(
            "What remains after each full collection grows by 60.0 MiB a minute (90 % interval 60.0 MiB to 60.0 MiB): objects survive, over 60 collections and no more slowly at the end. "
            + "At this pace the heap reaches its limit of 144.0 MiB in 1 min 03 s to 1 min 03 s.", verdict.Sentence);
        Assert.Equal(63, verdict.Limit!.Earliest);
    }

    [Fact]
    public void The_young_generation_is_no_room_for_a_leak()
    {
        TrendVerdict verdict = TrendJudge.Judge(Of(60, (i, sample) => sample with { HeapLimit = 144 * MiB, OldLimit = 96 * MiB, Floors = [Floor(i, (24 + i) * MiB)] }));
        Assert.Equal((96.0 * MiB, 15.0), (verdict.Limit!.Value, verdict.Limit.Earliest));
    }

    [Fact]
    public void The_same_rise_over_20_collections_proves_nothing_and_says_how_long_more()
    {
        TrendVerdict verdict = TrendJudge.Judge(Of(25, (i, sample) => sample with { Floors = [Floor(i, (24 + i) * MiB)] }));
        Assert.Equal((TrendKind.NotEnoughData, 15.0), (verdict.Kind, verdict.SecondsMissing));
        Assert.Contains("seems to grow by 60.0 MiB a minute", verdict.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("25 collections prove nothing yet; 40 are needed, about 15.0 s more.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_has_filled_is_bounded() =>
        Assert.Equal("What remains after each full collection grew from 24.0 MiB to 44.1 MiB and has stopped growing.",
            Expect(TrendKind.Bounded, Of(80, (i, sample) => sample with { Floors = [Floor(i, (24 * MiB) + (long)(20 * MiB * (1 - double.Exp(-i / 6.0))) + (i * 7919 % 7 * 50_000))] })).Sentence);

    [Fact]
    public void Growth_that_slows_down_is_warming_up() =>
        Expect(TrendKind.WarmingUp, Of(60, (i, sample) => sample with { Floors = [Floor(i, (24 * MiB) + (long)(40 * MiB * (1 - double.Exp(-i / 25.0))))] }));

    [Fact]
    public void Garbage_that_piles_up_over_a_flat_floor_is_no_leak()
    {
        TrendVerdict verdict = Expect(TrendKind.CollectorIdle, Of(60, (i, sample) => sample with { Rss = (100 + (3 * i)) * MiB, HeapUsed = (30 + (3 * i)) * MiB }));
        Assert.Equal("There is no leak. To use less memory, give Node.js a lower --max-old-space-size.", verdict.Advice);
        Assert.Null(verdict.OldSpaceSize);
    }

    [Fact]
    public void A_heap_that_may_grow_beyond_its_container_is_told_with_the_size_that_fits()
    {
        TrendVerdict verdict = Expect(TrendKind.CollectorIdle, Of(60, (_, sample) => sample with { HeapLimit = 1536 * MiB, ContainerLimit = 512 * MiB }));
        // (512 - 60 besides the heap - 48 young) * 0.9 = 363.6, in steps of 16
        Assert.Equal(352, verdict.OldSpaceSize);
        Assert.StartsWith("The heap may grow to 1.5 GiB, but with 60.0 MiB besides it the process is ended at 512.0 MiB, the limit of its container", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leak_in_a_small_container_reaches_the_container_first()
    {
        TrendVerdict verdict = Expect(TrendKind.Leak, Of(60, (i, sample) => sample with { ContainerLimit = 512 * MiB, Floors = [Floor(i, (24 + i) * MiB)] }));
        Assert.Equal(452 * MiB, verdict.Limit!.Value);
    }

    [Fact]
    public void Buffers_that_grow_are_told_apart_from_the_heap() =>
        Expect(TrendKind.BufferLeak, Of(60, (i, sample) => sample with { External = (2 + i) * MiB, Anonymous = (60 + i) * MiB, Rss = (100 + i) * MiB, Floors = [Floor(i, 24 * MiB) with { External = (2 + i) * MiB }] }));

    [Fact]
    public void Memory_that_JavaScript_does_not_know_of_is_native() =>
        Expect(TrendKind.NativeLeak, Of(60, (i, sample) => sample with { Anonymous = (60 + i) * MiB, Rss = (100 + i) * MiB }));

    [Fact]
    public void Much_memory_besides_the_heap_that_does_not_grow_is_fragmentation() =>
        Expect(TrendKind.Fragmentation, Of(60, (_, sample) => sample with { Anonymous = 400 * MiB, Rss = 440 * MiB }));

    [Fact]
    public void Descriptors_that_grow_are_told_with_the_resource_behind_them()
    {
        TrendVerdict verdict = Expect(TrendKind.DescriptorLeak, Of(60, (i, sample) => sample with { Descriptors = 20 + i, Resources = sample.Resources!.Add("TCPSocketWrap", i) }));
        Assert.Contains("grow by 60 a minute (90 % interval 60 to 60), to 79 now; among what is active, TCPSocketWrap grew most.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_are_judged_without_an_inspector() =>
        Expect(TrendKind.DescriptorLeak, Of(60, (i, sample) => new() { At = sample.At, Rss = sample.Rss, Descriptors = 20 + i }));

    [Fact]
    public void From_outside_alone_growth_of_memory_is_not_judged() =>
        Assert.Equal("Seen from outside only, for 59.0 s: whether what grows is garbage or a leak cannot be told without the inspector.",
            Expect(TrendKind.NotEnoughData, Of(60, (i, sample) => new() { At = sample.At, Rss = (100 + i) * MiB })).Sentence);

    [Fact]
    public void Without_a_full_collection_nothing_is_known() =>
        Assert.Equal("No full collection happened in 59.0 s, so it is not known how much of the heap is garbage.",
            Expect(TrendKind.NotEnoughData, Of(60, (_, sample) => sample with { Floors = [] })).Sentence);

    static TrendVerdict Expect(TrendKind kind, List<ProcessSample> samples)
    {
        TrendVerdict verdict = TrendJudge.Judge(samples);
        Assert.True(verdict.Kind == kind, $"{verdict.Kind}: {verdict.Sentence}");
        return verdict;
    }
}
