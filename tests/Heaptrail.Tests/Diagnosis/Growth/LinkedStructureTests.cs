using Heaptrail.Diagnosis;
using Heaptrail.Tests.Diagnosis.Rules;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

/// <summary>Lists and trees grow at their ends: on an old member, which is not the one that holds them.</summary>
public sealed class LinkedStructureTests
{
    [Fact]
    public void A_list_that_grows_at_its_tail_is_held_by_its_owner()
    {
        var story = new HeapStory();
        Thing queue = story.Variable("queue", story.Object("Queue"));
        Thing tail = story.Object("Entry");
        queue.Property("head", tail);
        Finding finding = TheOnly.Finding(story.Rounds(_ => tail.Property("next", tail = story.Object("Entry"))));
        Assert.Equal(("head", "Entry", 1.0), (finding.Holder.Name, finding.Unit.Class, finding.Unit.PerRequest));
        Assert.Equal([21, 41, 61], finding.Unit.Objects);
        Assert.Equal(Confidence.Certain, finding.Confidence);
    }

    [Fact]
    public void Trees_of_several_routes_are_one_leak()
    {
        var story = new HeapStory();
        Tree[] trees = [.. Enumerable.Range(0, 3).Select(_ => new Tree(story))];
        Thing routes = story.Variable("routes", story.Object("Object"));
        for (int i = 0; i < trees.Length; i++)
            routes.Property($"/r{i}", story.Object("Digest").Property("root", trees[i].Root));
        Finding finding = TheOnly.Finding(story.Rounds(i => trees[i % 3].Add(), perRound: 60));
        Assert.Equal(("Leaf", 120L), (finding.Unit.Class, finding.Unit.Added));
        Assert.Contains("one of the 3 ", finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_that_grows_less_each_time_is_a_suspect_and_proves_nothing()
    {
        LeakDiagnosis diagnosis = Slowing(240, 120, 60).Diagnose();
        Finding finding = Assert.Single(diagnosis.Findings);
        Assert.Equal((Verdict.Suspects, Confidence.Suspect), (diagnosis.Verdict, finding.Confidence));
        Assert.Equal("Nothing is proved to leak over 40 requests, but 1 structure grows in every round, less each time: more rounds tell.", diagnosis.Summary);
        Assert.EndsWith(" Fewer came each time: it may fill up, or it is a leak that slows down.", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 240, 120, 30 }, "Leaf")]
    [InlineData(new[] { 240, 30, 15 }, "Leaf")]
    [InlineData(new[] { 240, 120, 60 }, "Module")]
    public void What_soon_stops_or_is_limited_by_files_is_no_suspect(int[] added, string className)
    {
        LeakDiagnosis diagnosis = Slowing(added, className).Diagnose();
        Assert.Equal((Verdict.NoLeak, 0), (diagnosis.Verdict, diagnosis.Findings.Length));
    }

    [Fact]
    public void A_tree_that_goes_on_after_it_filled_is_a_leak()
    {
        LeakDiagnosis diagnosis = Slowing(400, 120, 60, 50, 55).Diagnose();
        Assert.Equal((Verdict.Leak, Confidence.Likely), (diagnosis.Verdict, Assert.Single(diagnosis.Findings).Confidence));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(60, 1)]
    public void A_leak_that_begins_late_is_found_when_three_rounds_show_many(int perRound, int findings)
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        foreach (int added in new[] { 0, 0, perRound, perRound, perRound })
            story.Rounds(_ => cache.Add(story.Object()), rounds: 1, perRound: added);
        Assert.Equal(findings, story.Diagnose().Findings.Length);
    }

    static HeapStory Slowing(params int[] added) => Slowing(added, "Leaf");

    static HeapStory Slowing(int[] added, string className)
    {
        var story = new HeapStory();
        var tree = new Tree(story, className);
        story.Variable("digest", story.Object("Digest")).Property("root", tree.Root);
        foreach (int count in added)
            story.Rounds(_ => tree.Add(), rounds: 1, perRound: count);
        return story;
    }

    // Filled level by level, as a heap in an array: member i hangs on member (i - 1) / 2.
    sealed class Tree
    {
        readonly HeapStory story;
        readonly string className;
        readonly List<Thing> all = [];

        internal Tree(HeapStory story, string className = "Leaf")
        {
            this.story = story;
            this.className = className;
            all.Add(story.Object(className));
        }

        internal Thing Root => all[0];

        internal void Add()
        {
            Thing made = story.Object(className);
            all[(all.Count - 1) / 2].Property(all.Count % 2 == 1 ? "left" : "right", made);
            all.Add(made);
        }
    }
}
