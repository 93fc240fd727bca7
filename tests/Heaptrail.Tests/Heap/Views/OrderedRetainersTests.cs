using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

/// <summary>The order is that of the Retainers pane of Chrome DevTools; Heaptrail.NodeTests compares it with the original.</summary>
public sealed class OrderedRetainersTests
{
    [Fact]
    public void The_nearest_to_a_root_comes_first() =>
        Assert.Equal("near far", Retainers("root -shortcut[1]-> global -> a -> far -> x; global -> near -> x", "x"));

    [Fact]
    public void What_nothing_reaches_comes_last() =>
        Assert.Equal("far lost", Retainers("root -shortcut[1]-> global -> a -> far -> x; lost -> x", "x"));

    [Fact]
    public void Equally_near_ones_come_by_name() =>
        Assert.Equal("B a b", Retainers("root -shortcut[1]-> global -> b -> x; global -> a -> x; global -> B -> x", "x"));

    [Fact]
    public void Several_edges_of_one_retainer_come_last_to_first()
    {
        TextGraph text = TextGraph.Parse("root -> a -[1]-> x; a -[2]-> x; a => x");
        Assert.Equal(["x", "2", "1"], OrderedRetainers.Find(text.Heap, text["x"]).Select(r => r.Edge.Name));
    }

    [Fact]
    public void Weak_edges_and_the_root_are_left_out() =>
        Assert.Equal("b", Retainers("root -> x; root -> a ~> x; root -> b -> x", "x"));

    [Fact]
    public void A_joined_string_goes_by_its_text() =>
        Assert.Equal("p q", Retainers("""
            root -> q(concatenated string:1) -internal[first]-> z(string:1:z); root -> p(concatenated string:1) -internal[first]-> a(string:1:a)
            q -internal[second]-> x; p -internal[second]-> x
            """, "x"));

    [Fact]
    public void Roots_are_what_the_root_leads_to()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b; root ~> b");
        Assert.True(OrderedRetainers.IsHeldByRoot(text.Heap, text["a"]));
        Assert.False(OrderedRetainers.IsHeldByRoot(text.Heap, text["b"]));
    }

    [Fact]
    public void Dominators_go_up_to_the_root()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b -> d; a -> c -> d -> e");
        Assert.Equal("d a root", string.Join(' ', DominatorChain.Of(text.Heap, text["e"]).Select(text.Label)));
        Assert.Empty(DominatorChain.Of(text.Heap, text["root"]));
    }

    [Fact]
    public void A_node_is_found_by_its_id()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b");
        Assert.Equal(text["b"], NodeSearch.ById(text.Graph, 5));
        Assert.False(NodeSearch.ById(text.Graph, 7).IsSome);
    }

    static string Retainers(string graph, string label)
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(' ', OrderedRetainers.Find(text.Heap, text[label]).Select(r => text.Label(r.Source)));
    }
}
