using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ContainmentTreeTests
{
    [Fact]
    public void The_roots_of_the_user_come_first_then_the_largest() =>
        Assert.Equal(["1 g", "1 h", "1 gc"], Rows("root -[1]-> gc(synthetic:0:(GC roots)); gc -> big(object:900); root -shortcut[2]-> h(object:10); root -shortcut[3]-> g(object:20)", "root"));

    [Fact]
    public void Levels_are_followed_as_deep_as_asked_for() =>
        Assert.Equal(["1 b", "2 c", "1 d"], Rows("root -> a -> b(object:10) -> c -> e; a -> d", "a", new() { Depth = 2 }));

    [Fact]
    public void Equal_sizes_keep_the_order_of_the_file() => Assert.Equal(["1 b", "1 c", "1 d"], Rows("root -> a -> b; a -> c; a -> d", "a"));

    [Fact]
    public void A_node_that_stands_above_itself_is_not_followed()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b -> a; b -> b");
        IReadOnlyList<ContainedRow> rows = ContainmentTree.Build(text.Heap, text["a"], new() { Depth = 100 });
        Assert.Equal([(1, "b", false), (2, "a", true), (2, "b", true)], rows.Select(row => (row.Level, text.Label(row.Edge.TargetIndex), row.IsCycle)).Order());
    }

    [Fact]
    public void Weak_edges_are_shown_and_not_followed() => Assert.Equal(["1 b"], Rows("root -> a ~> b -> c; root -> b", "a", new() { Depth = 3 }));

    [Fact]
    public void A_wide_node_is_read_page_by_page()
    {
        TextGraph text = TextGraph.Parse($"root -> a; {string.Join("; ", Enumerable.Range(0, 10).Select(i => $"a -> n{i}(object:{100 - i})"))}");
        IReadOnlyList<ContainedRow> rows = ContainmentTree.Build(text.Heap, text["a"], new() { Top = 3, Skip = 4 });
        Assert.Equal([(4, 10, "n4"), (5, 10, "n5"), (6, 10, "n6")], rows.Select(row => (row.Place, row.Siblings, text.Label(row.Edge.TargetIndex))));
        Assert.Empty(ContainmentTree.Build(text.Heap, text["a"], new() { Top = 3, Skip = 10 }));
    }

    [Fact]
    public void The_first_are_those_of_the_whole_order()
    {
        TextGraph text = RandomText();
        for (int i = 0; i < text.Graph.NodeCount; i++)
        {
            IReadOnlyList<HeapEdge> all = ContainmentTree.Children(text.Heap, new(i));
            Assert.Equal(text.Graph[new NodeIndex(i)].EdgeCount, all.Count);
            Assert.Equal(all.OrderByDescending(edge => text.Heap.RetainedSizes[edge.TargetIndex]).ThenBy(edge => edge.Index.Value), all);
            Assert.Equal(all.Take(3), ContainmentTree.Children(text.Heap, new(i), 3));
        }
    }

    static TextGraph RandomText()
    {
        var random = new Random(7);
        return TextGraph.Parse(string.Join("; ", Enumerable.Range(0, 200).Select(i => $"{(i < 5 ? "root" : $"n{random.Next(i)}")} -> n{(i < 40 ? i : random.Next(40))}")));
    }

    static string[] Rows(string graph, string label, ContainmentOptions options = default)
    {
        TextGraph text = TextGraph.Parse(graph);
        return [.. ContainmentTree.Build(text.Heap, text[label], options).Select(row => $"{row.Level} {text.Label(row.Edge.TargetIndex)}")];
    }
}
