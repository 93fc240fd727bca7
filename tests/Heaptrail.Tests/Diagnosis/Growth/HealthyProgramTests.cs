using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

public sealed class HealthyProgramTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(HeapStory.PerRound)]
    [InlineData(2 * HeapStory.PerRound)]
    public void A_bounded_cache_that_drops_the_oldest_leaks_nothing(int limit)
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        for (int i = 0; i < limit; i++)
            cache.Add(story.Object());
        AssertHealthy(story.Rounds(_ =>
        {
            cache.Add(story.Object());
            if (cache.Count > limit)
                cache.RemoveFirst();
        }));
    }

    [Fact]
    public void A_ring_full_of_new_objects_leaks_nothing()
    {
        var story = new HeapStory();
        Thing ring = story.Variable("ring", story.Object("Array"));
        AssertHealthy(story.Rounds(i => ring.Link(EdgeType.Element, (i % 15).ToString(System.Globalization.CultureInfo.InvariantCulture), story.Object())));
    }

    // lib/internal/freelist.js: new FreeList('parsers', 1000, …)
    [Fact]
    public void A_pool_of_Node_fills_and_is_dismissed()
    {
        var story = new HeapStory();
        Container list = story.Array();
        Thing pool = story.Variable("parsers", story.Object("FreeList"));
        pool.Property("name", story.Text("parsers")).Property("ctor", story.Function("parsersCb")).Property("list", list);

        LeakDiagnosis diagnosis = story.Rounds(_ => list.Add(story.Object("HTTPParser"))).Diagnose();

        Assert.Empty(diagnosis.Findings);
        Assert.Contains(diagnosis.Dismissed, dismissal => dismissal.What == "40 HTTPParser objects in a pool of Node.js");
    }

    [Fact]
    public void A_list_of_the_same_name_that_is_no_pool_of_Node_leaks()
    {
        var story = new HeapStory();
        Container list = story.Array();
        story.Variable("entries", story.Object("FreeList")).Property("list", list);

        Assert.Single(story.Rounds(_ => list.Add(story.Object("Entry"))).Diagnose().Findings);
    }

    [Fact]
    public void Rings_of_several_connections_leak_nothing()
    {
        var story = new HeapStory();
        Container connections = story.Variable("connections", story.Set());
        Container[] rings = [story.Array(), story.Array(), story.Array(), story.Array()];
        foreach (Container ring in rings)
        {
            for (int i = 0; i < 10; i++)
                ring.Add(story.Object());
            Thing connection = story.Object("Connection");
            connection.Property("recent", ring);
            connections.Add(connection);
        }
        AssertHealthy(story.Rounds(i =>
        {
            rings[i % 4].Add(story.Object());
            rings[i % 4].RemoveFirst();
        }));
    }

    [Fact]
    public void Growth_in_one_round_only_is_filling_up()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        AssertHealthy(story.Rounds(i =>
        {
            if (i / HeapStory.PerRound == 1)
                cache.Add(story.Object());
        }));
    }

    [Fact]
    public void Growth_that_slows_down_is_filling_up()
    {
        var story = new HeapStory();
        Container words = story.Variable("words", story.Map());
        AssertHealthy(story.Rounds(i =>
        {
            for (int k = 0; k < 4 >> (i / HeapStory.PerRound); k++)
                words.Add(story.Object());
        }));
    }

    [Theory]
    [InlineData(NodeType.Code, "(feedback)")]
    [InlineData(NodeType.Hidden, "system / WeakArrayList")]
    [InlineData(NodeType.ObjectShape, "system / Map")]
    [InlineData(NodeType.Number, "heap number")]
    [InlineData(NodeType.Array, "")]
    public void What_V8_adds_for_itself_is_no_leak(NodeType type, string name)
    {
        var story = new HeapStory();
        Container learned = story.Variable("learned", story.Map());
        AssertHealthy(story.Rounds(_ => learned.Add(story.New(type, name))));
    }

    [Fact]
    public void Objects_of_the_embedder_have_no_stable_ids_and_prove_nothing()
    {
        var story = new HeapStory();
        Container handles = story.Variable("handles", story.Map());
        AssertHealthy(story.Rounds(_ =>
        {
            Thing handle = story.New(NodeType.Native, "Node / TCPWrap");
            handle.Id++;
            handles.Add(handle);
        }));
    }

    [Fact]
    public void A_list_emptied_after_every_round_leaks_nothing()
    {
        var story = new HeapStory();
        Container batch = story.Variable("batch", story.Array());
        AssertHealthy(story.Rounds(i =>
        {
            if (i % HeapStory.PerRound == 0)
                batch.Clear();
            batch.Add(story.Object());
        }));
    }

    [Fact]
    public void One_snapshot_proves_nothing()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        LeakDiagnosis diagnosis = story.Rounds(_ => cache.Add(story.Object()), rounds: 1).Diagnose();
        Assert.Equal(Verdict.Inconclusive, diagnosis.Verdict);
        Assert.Empty(diagnosis.Findings);
    }

    static void AssertHealthy(HeapStory story)
    {
        LeakDiagnosis diagnosis = story.Diagnose();
        Assert.Equal([], diagnosis.Findings.Select(f => f.Sentence));
        Assert.Equal(Verdict.NoLeak, diagnosis.Verdict);
    }

    [Fact]
    public void Names_that_only_V8_notes_about_a_function_are_nobodys()
    {
        var story = new HeapStory();
        Thing one = story.New(NodeType.Code, "system / FeedbackVector");
        Thing other = story.New(NodeType.Code, "system / FeedbackVector");
        Thing names = story.New(NodeType.Array, "");
        story.Variable("bus", story.Object("Emitter")).Property("on", story.Function("on").Link(EdgeType.Internal, "feedback_cell", one.Link(EdgeType.Hidden, "7", names)))
            .Property("off", story.Function("off").Link(EdgeType.Internal, "feedback_cell", other.Link(EdgeType.Hidden, "9", names)));
        story.Rounds(i => names.Link(EdgeType.Internal, $"{i}", story.Text($"$done:{i}")));
        Assert.Equal(Verdict.NoLeak, story.Diagnose().Verdict);
    }
}
