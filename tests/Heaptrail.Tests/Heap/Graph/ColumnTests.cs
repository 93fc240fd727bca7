using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Graph;

/// <summary>The columns of a graph and the readable structs over them.</summary>
public sealed class ColumnTests
{
    [Fact]
    public void Sizes_of_4_GiB_and_more_are_kept_beside_the_column()
    {
        var sizes = new SizeColumn(Column<uint>.Filled(3, 0), []);
        foreach (long size in new[] { 0, 1, uint.MaxValue - 1L, uint.MaxValue, uint.MaxValue + 1L, 1L << 52, 7 })
        {
            sizes[1] = size;
            Assert.Equal((0, size, 0, size), (sizes[0], sizes[new NodeIndex(1)], sizes[2], sizes.Sum()));
        }
        Assert.Equal(3, sizes.Count);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 5L << 30)]
    [InlineData(5L << 30, 7)]
    [InlineData(uint.MaxValue - 1, 1)]
    [InlineData(uint.MaxValue - 2, 1)]
    [InlineData(3_000_000_000, 3_000_000_000)]
    public void Sizes_are_added_whatever_their_place(long to, long from)
    {
        var sizes = new SizeColumn(Column<uint>.Filled(2, 0), []);
        (sizes[0], sizes[1]) = (to, from);
        sizes.Add(sizes.Small.Span, 0, 1);
        Assert.Equal((to + from, from), (sizes[0], sizes[1]));
    }

    [Fact]
    public void A_copy_of_sizes_is_independent()
    {
        var sizes = new SizeColumn(Column<uint>.Filled(2, 0), []);
        sizes[0] = 5L << 30;
        SizeColumn copy = sizes.Copy(ColumnMemory.Native);
        copy[0] = 6L << 30;
        copy[1] = 1;
        Assert.Equal((5L << 30, 0L), (sizes[0], sizes[1]));
    }

    [Fact]
    public void A_builder_refuses_other_edges_than_the_nodes_promise()
    {
        var builder = new HeapGraphBuilder();
        builder.AddNode(NodeType.Synthetic, 0, 1, 0, edgeCount: 2);
        builder.AddEdge(EdgeType.Property, 0, 0);
        Assert.Equal("nodes promise 2 edges, 1 were added", Assert.Throws<InvalidOperationException>(() => builder.Build(new StringTableBuilder().Build())).Message);
    }

    [Fact]
    public void Locations_are_found_whatever_their_order()
    {
        TextGraph text = TextGraph.Parse("root -> a; root -> b; root -> c").Located("c", 3, 30, 300).Located("a", 1, 10, 100);
        Assert.Equal(2, text.Graph.Locations.Count);
        Assert.Equal(new ObjectLocation(1, 10, 100), text.Graph.Locations[text["a"]]);
        Assert.Equal(new ObjectLocation(3, 30, 300), text.Graph.Locations[text["c"]]);
        Assert.Null(text.Graph.Locations[text["b"]]);
    }

    [Fact]
    public void Edges_of_a_node_are_read_in_order()
    {
        TextGraph text = TextGraph.Parse("root -> a; a => b; a -[4000000000]-> c; a ~> b; a -#2-> c; a -shortcut[s]-> b; a -internal[i]-> b");
        var edges = new List<string>();
        foreach (HeapEdge edge in text.Graph[text["a"]].Edges)
            edges.Add($"{edge.Type.Word()} {edge.Name} {edge.Target.RawName} {edge.IsStrong} {edge.Type.IsIndexed()}");
        Assert.Equal(
            [
                "context b b True False", "element 4000000000 c True True", "weak b b False False", "hidden 2 c True True",
                "shortcut s b True False", "internal i b True False",
            ],
            edges);
        Assert.Equal(6, text.Graph[text["a"]].EdgeCount);
        Assert.Equal(6, text.Graph[text["a"]].Edges.Count);
    }
}
