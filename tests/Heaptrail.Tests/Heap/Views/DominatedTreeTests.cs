using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class DominatedTreeTests
{
    [Fact]
    public void The_largest_comes_first_and_equals_in_file_order() =>
        Assert.Equal("1 b *, 1 a, 1 c", Tree("root -> a(object:2); root -> b(object:9); root -> c(object:2)"));

    [Fact]
    public void What_two_hold_is_below_what_dominates_both() =>
        Assert.Equal("1 a *, 2 c, 2 b, 2 d", Tree("root -> a(object:9) -> b -> c(object:5); a -> d -> c", new() { Depth = 2 }));

    [Fact]
    public void The_accumulation_point_is_where_the_size_drops_most_and_is_shown_however_deep()
    {
        string many = string.Join("; ", Enumerable.Range(0, 50).Select(i => $"map -> entry{i}(object:10)"));
        Assert.Equal("1 server, 2 cache, 3 map *, 1 other", Tree($"root -> server -> cache -> map; {many}; root -> other(object:100)"));
    }

    [Fact]
    public void Of_many_objects_the_largest_are_shown_and_all_are_counted()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:3); root -> b(object:2); root -> c(object:1)");
        Assert.Equal([(0, 3), (1, 3)], DominatedTree.Build(text.Heap, text["root"], new() { Top = 2 }).Select(row => (row.Place, row.Siblings)));
    }

    [Fact]
    public void A_tree_may_start_anywhere() => Assert.Equal("1 c *", Tree("root -> a -> b -> c; root -> d", new(), "b"));

    [Fact]
    public void An_object_that_dominates_nothing_has_no_tree() => Assert.Equal("", Tree("root -> a", new(), "a"));

    [Fact]
    public void The_way_through_a_long_list_ends_after_20_steps()
    {
        TextGraph text = TextGraph.Parse($"root -> {string.Join(" -> ", Enumerable.Range(0, 100).Select(i => $"n{i}(object:1)"))}; n99 -> end(object:1000)");
        Assert.InRange(DominatedTree.Build(text.Heap, text["root"]).Count, 1, 20);
    }

    static string Tree(string graph, DominatedTreeOptions options = default, string label = "root")
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(", ", DominatedTree.Build(text.Heap, text[label], options).Select(row => $"{row.Level} {text.Label(row.Node)}{(row.IsAccumulation ? " *" : "")}"));
    }
}
