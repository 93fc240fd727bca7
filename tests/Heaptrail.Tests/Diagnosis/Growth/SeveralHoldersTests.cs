using System.Text.Json;
using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

public sealed class SeveralHoldersTests
{
    [Fact]
    public void Two_leaks_are_two_findings_the_greater_first()
    {
        var story = new HeapStory();
        Container small = story.Variable("small", story.Map());
        Container large = story.Variable("large", story.Map());
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            small.Add(story.Object("Small"));
            large.Add(story.Object("Large").Property("detail", story.Object("Detail")));
        }).Diagnose();
        Assert.Equal([(1, "large"), (2, "small")], diagnosis.Findings.Select(f => (f.Rank, f.Holder.Name)));
        Assert.Equal("2 leaks explain 100 % of the growth of 3.8 KiB over 40 requests.", diagnosis.Summary);
    }

    [Fact]
    public void One_leak_with_two_holders_says_that_both_must_be_cut()
    {
        var story = new HeapStory();
        Container byName = story.Variable("byName", story.Map());
        Container byAge = story.Variable("byAge", story.Set());
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            Thing user = story.Object("User");
            byName.Add(user);
            byAge.Add(user);
        }).Diagnose();
        Assert.Equal(["byAge", "byName"], diagnosis.Findings.Select(f => f.Holder.Name).Order(StringComparer.Ordinal));
        Assert.All(diagnosis.Findings, finding =>
        {
            Assert.Equal(1, finding.OtherPaths);
            Assert.EndsWith(" One more object holds them as well: both must be cut.", finding.Sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_two_holders_of_a_kind_keep_together_counts_to_the_leak()
    {
        var story = new HeapStory();
        Container readers = story.Variable("readers", story.Set());
        Container[] queues = [story.Array(), story.Array()];
        foreach (Container queue in queues)
        {
            Thing reader = story.Object("Reader");
            reader.Property("queue", queue);
            readers.Add(reader);
        }
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            Thing shared = story.New(Heaptrail.Heap.Graph.NodeType.Object, "Measurement", 1000);
            foreach (Container queue in queues)
                queue.Add(story.Plain().Property("measurement", shared));
        }).Diagnose();
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal(("Measurement", 1.0, 1064.0), (finding.Unit.Class, finding.Unit.PerRequest, finding.Growth.PerRequest));
        Assert.Contains("each is kept by 2 {measurement} objects, each of which is an element of one of the 2 Arrays queue", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_that_is_copied_at_each_addition_is_named_by_its_property()
    {
        var story = new HeapStory { Source = "class Store { items = []; }\n" };
        Thing store = story.Variable("store", story.Object("Store"));
        List<Thing> all = [];
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            all.Add(story.Object("Item"));
            Container copy = story.Array();
            all.ForEach(copy.Add);
            store.Property("items", copy);
        }).Diagnose();
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal("60 Item objects (+40) cannot be collected: each is an element of Array items (server.js:1:15).", finding.Sentence);
        Assert.Equal([20, 40, 60], finding.Unit.Objects);
    }

    [Fact]
    public void A_variable_stands_for_the_property_of_the_exports_with_its_name()
    {
        var story = new HeapStory();
        Thing jobs = story.Object("Object");
        Thing inner = story.Variable("exported", story.Object("Object"));
        inner.Property("jobs", jobs);
        story.Variable("jobs", jobs);
        Finding finding = Assert.Single(story.Rounds(i => jobs.Property($"j{i}", story.Object("Job"))).Diagnose().Findings);
        Assert.Equal((HolderKind.ModuleVariable, new SourceLocation("server.js", 2, 7)), (finding.Holder.Kind, finding.Holder.Location));
    }

    [Fact]
    public void Without_requests_nothing_is_told_per_request()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        Finding finding = Assert.Single(story.Rounds(_ => cache.Add(story.Object())).Diagnose(countRequests: false).Findings);
        Assert.Equal("cache gains entries again and again and loses none", finding.Title);
        Assert.Null(finding.Unit.PerRequest);
        Assert.Null(finding.Growth.PerRequest);
    }

    [Fact]
    public void Uneven_growth_is_only_likely()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        foreach (int added in new[] { 20, 30, 20 })
            story.Rounds(_ => cache.Add(story.Object()), rounds: 1, perRound: added);
        Assert.Equal(Confidence.Likely, Assert.Single(story.Diagnose().Findings).Confidence);
    }

    [Fact]
    public void The_same_snapshots_give_the_same_bytes()
    {
        var story = new HeapStory();
        Container[] caches = [.. Enumerable.Range(0, 5).Select(i => story.Variable($"cache{i}", story.Map()))];
        story.Rounds(i =>
        {
            foreach (Container cache in caches)
                cache.Add(story.Object($"Session{i % 3}"));
        });
        Assert.Equal(JsonSerializer.Serialize(story.Diagnose()), JsonSerializer.Serialize(story.Diagnose()));
    }
}
