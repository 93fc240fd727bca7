using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
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

    [Fact]
    public void A_random_tree_has_the_order_and_the_accumulation_point_of_a_full_sort()
    {
        var random = new Random(9);
        for (int round = 0; round < 300; round++)
        {
            IndexedHeap heap = IndexedHeap.Build(RandomGraphs.Next(random), TestContext.Current.CancellationToken);
            int top = random.Next(1, 6);
            IReadOnlyList<DominatedRow> rows = DominatedTree.Build(heap, NodeIndex.Root, new() { Top = top });
            NodeIndex[] expected = Below(heap, NodeIndex.Root);
            Assert.Equal(expected.Take(top), rows.Where(row => row.Level == 1).Select(row => row.Node));
            Assert.All(rows, row => Assert.Equal(row.Node, Below(heap, heap.Dominators[row.Node])[row.Place]));
            Assert.Equal(Accumulation(heap), rows.SingleOrDefault(row => row.IsAccumulation)?.Node);
        }
    }

    static NodeIndex[] Below(IndexedHeap heap, NodeIndex node) => [.. Enumerable.Range(1, heap.Graph.NodeCount - 1).Select(i => new NodeIndex(i))
        .Where(i => heap.Dominators[i] == node).OrderByDescending(i => heap.RetainedSizes[i])];

    static NodeIndex? Accumulation(IndexedHeap heap)
    {
        List<NodeIndex> way = [.. Below(heap, NodeIndex.Root).Take(1)];
        while (way.Count is > 0 and < 20 && Below(heap, way[^1]) is [var next, ..])
            way.Add(next);
        // The last of twenty is only known as the largest below the one before.
        IEnumerable<NodeIndex> judged = way.Take(19);
        return !judged.Any() ? null : judged.MaxBy(node => heap.RetainedSizes[node] - (Below(heap, node) is [var largest, ..] ? heap.RetainedSizes[largest] : 0));
    }

    static string Tree(string graph, DominatedTreeOptions options = default, string label = "root")
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(", ", DominatedTree.Build(text.Heap, text[label], options).Select(row => $"{row.Level} {text.Label(row.Node)}{(row.IsAccumulation ? " *" : "")}"));
    }
}
