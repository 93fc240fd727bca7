using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class IgnoredRetainerTests
{
    const string TwoWays = "root -shortcut[1]-> global -> a -> x; global -> b -> c -> x";

    [Fact]
    public void Without_the_near_way_the_far_one_comes_first() =>
        Assert.Equal("c 3, a 2 out of reach", Retainers(TwoWays, "a"));

    [Fact]
    public void Without_all_ways_everything_is_out_of_reach() =>
        Assert.Equal("a 2 out of reach, c 3 out of reach", Retainers(TwoWays, "a", "b"));

    [Fact]
    public void An_ignored_retainer_is_not_followed_and_no_way_leads_through_it()
    {
        TextGraph text = TextGraph.Parse(TwoWays);
        IReadOnlyList<RetainerRow> rows = RetainerTree.Build(text.Heap, text["x"], new() { Distances = RetainerDistances.Build(text.Heap, [text["a"]]) });
        Assert.Equal(["1 c", "2 b", "3 global", "1 a ignored"], rows.Select(row => $"{row.Level} {text.Label(row.Node)}{(row.IsIgnored ? " ignored" : "")}"));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("table")]
    public void Without_key_or_table_a_WeakMap_entry_holds_nothing(string ignored)
    {
        const string Entry = " / part of key (K @5) -> value (V @7) pair in WeakMap (table @9)]-> value";
        string graph = $"root -shortcut[1]-> global -> key -internal[1{Entry}; global -> table -internal[2{Entry}";
        TextGraph text = TextGraph.Parse(graph);
        Assert.Equal([5, 9, 7], new[] { "key", "table", "value" }.Select(label => text.Graph[text[label]].Id));
        RetainerDistances distances = RetainerDistances.Build(text.Heap, [text[ignored]]);
        Assert.Equal(DistanceIndex.Unreachable, distances[text["value"]]);
        Assert.All(OrderedRetainers.Find(text.Heap, text["value"], distances), retainer => Assert.True(retainer.IsOutOfReach));
        Assert.Empty(RetainingPaths.Build(text.Heap, text["value"], new() { Distances = distances }).Rows);
    }

    [Fact]
    public void Ways_avoid_ignored_objects()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> global -> g -> a -> x; g -> b -> x");
        Assert.Equal(["1 b", "2 g", "1 a", "2 g"], Ways(text, default).Select(Row));
        Assert.Equal(["1 b", "2 g"], Ways(text, new() { Distances = RetainerDistances.Build(text.Heap, [text["a"]]) }).Select(Row));

        string Row(RetainingRow row) => $"{row.Level} {text.Label(row.Node)}";
    }

    [Fact]
    public void Limits_of_the_ways_are_said()
    {
        TextGraph chain = TextGraph.Parse($"root -shortcut[1]-> global -> {string.Join(" -> ", Enumerable.Range(0, 10).Select(i => $"n{i}"))} -> x");
        RetainingForest shallow = RetainingPaths.Build(chain.Heap, chain["x"], new() { Depth = 5 });
        Assert.Equal((0, true, false, false), (shallow.Rows.Count, shallow.IsCutByDepth, shallow.IsCutByNodes, shallow.IsCutBySiblings));
        Assert.Equal(10, Ways(chain, new() { Depth = 11 }).Count);
        TextGraph wide = TextGraph.Parse($"root -shortcut[1]-> global -> g; {string.Join("; ", Enumerable.Range(0, 10).Select(i => $"g -> n{i} -> x"))}");
        RetainingForest few = RetainingPaths.Build(wide.Heap, wide["x"], new() { Siblings = 4 });
        Assert.Equal((8, true), (few.Rows.Count, few.IsCutBySiblings));
        Assert.True(RetainingPaths.Build(wide.Heap, wide["x"], new() { Nodes = 4 }).IsCutByNodes);
    }

    [Fact]
    public void Cycles_end()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> global -> g -> a -> b -> a; b -> x; x -> a");
        Assert.Equal(["b", "a", "g"], Ways(text, default).Select(row => text.Label(row.Node)));
    }

    static IReadOnlyList<RetainingRow> Ways(TextGraph text, RetainingPathOptions options) => RetainingPaths.Build(text.Heap, text["x"], options).Rows;

    static string Retainers(string graph, params string[] ignored)
    {
        TextGraph text = TextGraph.Parse(graph);
        RetainerDistances distances = RetainerDistances.Build(text.Heap, [.. ignored.Select(label => text[label])]);
        return string.Join(", ", OrderedRetainers.Find(text.Heap, text["x"], distances)
            .Select(r => $"{text.Label(r.Source)} {text.Heap.Distances[r.Source]}{(r.IsOutOfReach ? " out of reach" : "")}"));
    }
}
