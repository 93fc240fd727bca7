using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class RetainerTreeTests
{
    const string Diamond = "root -shortcut[1]-> global -> a -> b -> x; global -> c -> d -> e -> x; global -> f -> d";

    [Fact]
    public void The_shortest_way_is_followed_to_a_root() =>
        Assert.Equal("1 b, 2 a, 3 global root, 1 e", Tree(Diamond, new()));

    [Fact]
    public void All_retainers_are_followed_as_deep_as_asked_for() =>
        Assert.Equal("1 b, 2 a, 3 global root, 1 e, 2 d, 3 c, 3 f", Tree(Diamond, new() { Depth = 3 }));

    [Fact]
    public void Of_many_retainers_the_first_are_shown_and_all_are_counted()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> global -> a -> x; global -> b -> x; global -> c -> x");
        IReadOnlyList<RetainerRow> rows = RetainerTree.Build(text.Heap, text["x"], new() { Top = 2 });
        Assert.Equal([(1, 0, 3), (2, 0, 1), (1, 1, 3)], rows.Select(row => (row.Level, row.Place, row.Siblings)));
    }

    [Fact]
    public void A_cycle_is_marked_and_not_followed() =>
        Assert.Equal("1 a, 2 global root, 2 y, 3 x cycle, 1 y, 2 x cycle", Tree("root -shortcut[1]-> global -> a -> x -> y -> x; y -> a", new() { Depth = 3 }));

    [Fact]
    public void An_object_that_holds_itself_is_a_cycle() =>
        Assert.Equal("1 a, 2 global root, 1 x cycle", Tree("root -shortcut[1]-> global -> a -> x -> x", new()));

    [Fact]
    public void A_retainer_that_nothing_reaches_is_not_the_way() =>
        Assert.Equal("1 a, 2 global root, 1 lost", Tree("root -shortcut[1]-> global -> a -> x; lost -> x", new()));

    [Fact]
    public void The_way_through_a_long_list_ends_after_20_steps()
    {
        string list = string.Join(" -> ", Enumerable.Range(0, 100).Select(i => $"n{i}"));
        Assert.Equal(20, RowsOf($"root -shortcut[1]-> global -> {list} -> x", "x").Count);
    }

    [Fact]
    public void A_tree_without_end_is_cut()
    {
        // 12 levels of 6 nodes, each holding all of the next: 6^12 ways.
        IEnumerable<string> edges = from level in Enumerable.Range(0, 12) from a in Enumerable.Range(0, 6) from b in Enumerable.Range(0, 6) select $"n{level}_{a} -> n{level + 1}_{b}";
        Assert.Equal(5_000, RowsOf($"root -> n0_0; {string.Join("; ", edges)}; n12_0 -> x", "x", new() { Depth = 100 }).Count);
    }

    static IReadOnlyList<RetainerRow> RowsOf(string graph, string label, RetainerTreeOptions options = default)
    {
        TextGraph text = TextGraph.Parse(graph);
        return RetainerTree.Build(text.Heap, text[label], options);
    }

    static string Tree(string graph, RetainerTreeOptions options, string label = "x")
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(", ", RetainerTree.Build(text.Heap, text[label], options)
            .Select(row => $"{row.Level} {text.Label(row.Node)}{(row.IsCycle ? " cycle" : "")}{(row.IsRoot ? " root" : "")}"));
    }
}
