using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Growth;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>Rounds with different numbers of requests: growth is judged by the request.</summary>
public sealed class UnequalWorkTests
{
    [Theory]
    [InlineData(20, 100, 20)]
    [InlineData(100, 20, 100)]
    [InlineData(100, 300, 30)]
    [InlineData(500, 1, 400)]
    public void A_leak_shows_whatever_the_rounds_served(int first, int second, int third)
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        void Serve() => cache.Add(story.Object());
        story.Round(50, Serve).Round(first, Serve).Round(second, Serve).Round(third, Serve);

        LeakDiagnosis diagnosis = story.Diagnose(requests: [50, 50 + first, 50 + first + second, 50 + first + second + third]);

        Finding leak = Assert.Single(diagnosis.Findings);
        Assert.Equal(Verdict.Leak, diagnosis.Verdict);
        Assert.Equal(1.0, leak.Unit.PerRequest);
        Assert.Contains("cache", leak.Holder.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_fills_is_no_leak_though_more_requests_keep_its_growth_even()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        void Miss() => cache.Add(story.Object());
        story.Round(20, Miss).Round(60, Miss).Round(60, Miss).Round(60, Miss);

        // The more it has, the fewer requests miss it.
        Assert.Empty(story.Diagnose(requests: [20, 80, 280, 880]).Findings);
    }

    [Fact]
    public void Without_numbers_uneven_growth_proves_nothing()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        void Serve() => cache.Add(story.Object());
        story.Round(50, Serve).Round(200, Serve).Round(20, Serve);

        Assert.Empty(story.Diagnose(countRequests: false).Findings);
    }

    [Fact]
    public void An_interval_without_work_is_passed_over()
    {
        Intervals intervals = Intervals.Of(4, [10, 110, 110, 210]);
        Assert.Equal(1, intervals.Steadiness([100, 0, 100]));
        Assert.Equal(100, intervals.Fewest([100, 0, 100]));
        Assert.True(Intervals.Of(3, [5, 5, 5]).AreEven);
    }

    [Fact]
    public void Growth_that_falls_is_measured_by_the_request()
    {
        Intervals intervals = Intervals.Of(4, [0, 100, 300, 900]);
        Assert.True(intervals.AreFalling([100, 150, 200]));
        Assert.False(intervals.AreFalling([100, 250, 600]));
    }
}
