using Heaptrail.Diagnosis.Trend;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Trend;

public sealed class AlarmHoldTests
{
    static readonly TrendVerdict leak = new(TrendKind.Leak, "It grows.") { Advice = "Look." };

    [Fact]
    public void An_alarm_counts_when_the_series_has_grown_by_half_since()
    {
        var hold = new AlarmHold();
        TrendVerdict held = hold.Look(leak, 40);
        Assert.Equal((TrendKind.NotEnoughData, null), (held.Kind, held.Advice));
        Assert.Equal("It grows. It counts as a leak when this holds over 20 more collections: a cache that fills up would slow down.", held.Sentence);
        Assert.False(hold.Look(leak, 59).IsLeak);
        Assert.Same(leak, hold.Look(leak, 60));
    }

    [Fact]
    public void A_look_without_an_alarm_begins_anew()
    {
        var hold = new AlarmHold();
        hold.Look(leak, 40);
        hold.Look(new(TrendKind.Bounded, "It stands."), 50);
        Assert.False(hold.Look(leak, 62).IsLeak);
    }

    [Fact]
    public void An_alarm_of_another_kind_begins_anew()
    {
        var hold = new AlarmHold();
        hold.Look(leak, 40);
        TrendVerdict held = hold.Look(new(TrendKind.DescriptorLeak, "They grow."), 60);
        Assert.EndsWith("over 30 more samples: a cache that fills up would slow down.", held.Sentence, StringComparison.Ordinal);
    }
}
