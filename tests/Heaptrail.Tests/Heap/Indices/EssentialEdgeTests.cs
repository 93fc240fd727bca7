using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>The five kinds of edges that do not count for dominators, each beside the same graph with an edge that does.</summary>
public sealed class EssentialEdgeTests
{
    const string Entry = " / part of key (key @7) -> value (value @9) pair in WeakMap (table @5)";

    [Fact]
    public void A_weak_edge_does_not_hold()
    {
        Assert.Equal("root", TextGraph.Parse("root -> a -> x; root -> b -> x").Dominator("x"));
        Assert.Equal("a", TextGraph.Parse("root -> a -> x; root -> b ~> x").Dominator("x"));
    }

    [Fact]
    public void An_edge_from_a_node_to_itself_does_not_hold()
    {
        // x has a retainer, but no other than itself: an orphan with everything below it, not a member of a clique.
        TextGraph text = TextGraph.Parse("root -> a; x(object:10) -> x; x -> y(object:20)");
        Assert.Equal(("root", "x", 30), (text.Dominator("x"), text.Dominator("y"), text.Retained("x")));
        text = TextGraph.Parse("root -> a; x(object:10) -> z -> x; x -> y(object:20)");
        Assert.Equal(("root", "root", 10), (text.Dominator("x"), text.Dominator("y"), text.Retained("x")));
    }

    [Fact]
    public void A_shortcut_holds_only_from_the_root()
    {
        Assert.Equal("a", TextGraph.Parse("root -> a -> x; root -> b -shortcut-> x").Dominator("x"));
        Assert.Equal("root", TextGraph.Parse("root -shortcut-> a -> x; root -shortcut-> x").Dominator("x"));
    }

    [Fact]
    public void The_table_of_a_WeakMap_does_not_hold_a_value_its_key_does()
    {
        Assert.Equal("key", TextGraph.Parse($"root -> map -> table; root -> key; table -internal[1{Entry}]-> value; key -internal[2{Entry}]-> value").Dominator("value"));
        Assert.Equal("root", TextGraph.Parse("root -> map -> table -> value; root -> key -> value").Dominator("value"));
    }

    [Fact]
    public void What_the_program_does_not_reach_does_not_hold_what_it_reaches()
    {
        TextGraph text = TextGraph.Parse("root -shortcut-> global -> x; root -> gc(synthetic:0) -> handle(hidden:0) -> x; handle -> y");
        Assert.Equal("global", text.Dominator("x"));
        Assert.Equal("handle", text.Dominator("y"));
        text = TextGraph.Parse("root -> global -> x; root -> gc(synthetic:0) -> handle(hidden:0) -> x");
        Assert.Equal("root", text.Dominator("x"));
    }

    [Fact]
    public void The_documents_of_a_browser_belong_to_the_program()
    {
        TextGraph text = TextGraph.Parse("root -[3]-> documents(synthetic:0:(Document DOM trees)) -> x; root -> gc(synthetic:0) -> x");
        Assert.Equal("documents", text.Dominator("x"));
    }

    [Fact]
    public void What_the_program_holds_weakly_is_not_reached_by_it()
    {
        TextGraph text = TextGraph.Parse("root -shortcut-> global ~> x; root -> gc(synthetic:0) -> handle(hidden:0) -> x");
        Assert.Equal("handle", text.Dominator("x"));
    }

    [Theory]
    [InlineData("1 / part of key (K) @5) -> value (V @9) pair in WeakMap (table @5)", "key")]
    [InlineData("1 / part of key (Foo @7) -> value (Bar @9) pair in WeakMap (table @99)", "root")]
    [InlineData("x / part of key (K @7) -> value (V @9) pair in WeakMap (table @5)", "root")]
    [InlineData("1 / part of key (K @7) -> value (V @9) pair in WeakMap (table @5) ", "root")]
    [InlineData("1 / part of key (K @7) -> value (V @9) pair in WeakMap (table @5x)", "root")]
    [InlineData("1 / part of key (K @7)", "root")]
    public void Only_the_name_of_an_entry_with_the_id_of_its_table_makes_the_difference(string name, string dominator)
    {
        // table has id 5, key 7, value 9.
        TextGraph text = TextGraph.Parse($"root -> map; map -> table; key -> value; root -> key; table -internal[{name}]-> value");
        Assert.Equal(5, text.Graph[text["table"]].Id);
        Assert.Equal(dominator, text.Dominator("value"));
    }
}
