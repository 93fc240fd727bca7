using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>Holders that come after the first snapshot: what the first request of a kind creates.</summary>
public sealed class LateHolderTests
{
    const int PerRound = 200;

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void A_cache_made_after_the_first_snapshot_leaks(int rounds)
    {
        var story = new HeapStory();
        Thing app = story.Variable("app", story.Object("App"));
        story.Round(PerRound, () => { });
        Container sessions = story.Map();
        Thing store = story.Object("Store").Property("sessions", sessions);
        app.Property("store", store);
        for (int round = 1; round < rounds; round++)
            story.Round(PerRound, () => sessions.Add(story.Object()));

        LeakDiagnosis diagnosis = story.Diagnose(requests: [.. Enumerable.Range(1, rounds).Select(round => (long)round * PerRound)]);

        Finding leak = Assert.Single(diagnosis.Findings);
        Assert.Contains("sessions", leak.Holder.Name, StringComparison.Ordinal);
        Assert.Equal("Session", leak.Unit.Class);
        Assert.Equal(1.0, leak.Unit.PerRequest);
    }

    [Fact]
    public void A_batch_of_one_round_is_none()
    {
        var story = new HeapStory();
        Thing app = story.Variable("app", story.Object("App"));
        story.Round(PerRound, () => { });
        for (int round = 0; round < 2; round++)
        {
            Container batch = story.Array();
            app.Edges.RemoveAll(edge => edge.Name == "batch");
            app.Property("batch", batch);
            story.Round(PerRound, () => batch.Add(story.Object()));
        }
        Assert.Empty(story.Diagnose(requests: [PerRound, 2 * PerRound, 3 * PerRound]).Findings);
    }

    [Fact]
    public void A_cache_that_fills_in_its_first_round_is_none()
    {
        var story = new HeapStory();
        Thing app = story.Variable("app", story.Object("App"));
        story.Round(PerRound, () => { });
        Container cache = story.Map();
        app.Property("cache", cache);
        void Miss() => cache.Add(story.Object());
        story.Round(PerRound, Miss).Round(PerRound / 4, Miss);
        Assert.Empty(story.Diagnose(requests: [PerRound, 2 * PerRound, 3 * PerRound]).Findings);
    }
}
