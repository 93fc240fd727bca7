using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>V8's internal nodes count to the one object that owns them.</summary>
public sealed class ShallowSizeTests
{
    [Fact]
    public void The_store_of_an_array_counts_to_the_array()
    {
        TextGraph text = TextGraph.Parse("root -> list(object:16:Array) -internal[elements]-> store(array:160) -[0]-> item(object:24)");
        Assert.Equal([176, 0, 24], Sizes(text, "list", "store", "item"));
        Assert.Equal(160, text.Graph[text["store"]].SelfSize);
    }

    [Fact]
    public void What_two_objects_share_belongs_to_none()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:16) -> store(array:160); root -> b(object:16) -> store; store -> inner(hidden:10)");
        Assert.Equal([16, 16, 160, 10], Sizes(text, "a", "b", "store", "inner"));
    }

    [Fact]
    public void What_the_root_owns_stays_where_it_is()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:16); root -> store(array:160) -> inner(hidden:10)");
        Assert.Equal([0, 16, 160, 10], Sizes(text, "root", "a", "store", "inner"));
    }

    [Fact]
    public void What_a_synthetic_node_owns_stays_where_it_is()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:16); root -> gc(synthetic:0) -> store(array:160)");
        Assert.Equal([0, 160], Sizes(text, "gc", "store"));
    }

    [Fact]
    public void A_synthetic_node_beside_an_object_makes_two_owners()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:16) -> store(array:160); root -> gc(synthetic:0) -> store");
        Assert.Equal([16, 160], Sizes(text, "a", "store"));
    }

    [Fact]
    public void A_chain_of_internal_nodes_counts_to_the_object_at_its_start()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:1) -> h1(hidden:10) -> h2(array:100) -> h3(hidden:1000) -> h1; h3 -> b(object:5)");
        Assert.Equal([1111, 0, 0, 0, 5], Sizes(text, "a", "h1", "h2", "h3", "b"));
    }

    [Fact]
    public void A_chain_that_a_second_object_enters_is_shared_from_there_on()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:1) -> h1(hidden:10) -> h2(hidden:100) -> h3(hidden:1000); root -> b(object:2) -> h2");
        Assert.Equal([11, 0, 100, 1000, 2], Sizes(text, "a", "h1", "h2", "h3", "b"));
    }

    [Fact]
    public void Weak_edges_do_not_own()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:16) -> store(array:160); root -> b(object:16) ~> store; b ~> other(array:5)");
        Assert.Equal([176, 16, 0, 5], Sizes(text, "a", "b", "store", "other"));
    }

    [Fact]
    public void Only_internal_types_are_owned()
    {
        TextGraph text = TextGraph.Parse("""
            root -> a(object:1)
            a -> string(string:10); a -> code(code:10); a -> number(number:10); a -> shape(object shape:10); a -> native(native:10)
            a -> external(native:100:system / ExternalStringData)
            """);
        Assert.Equal([101, 10, 10, 10, 10, 10, 0], Sizes(text, "a", "string", "code", "number", "shape", "native", "external"));
    }

    [Fact]
    public void With_internals_exposed_all_sizes_are_those_of_the_file()
    {
        TextGraph text = TextGraph.Parse("root -> gc(synthetic:0) -> a(object:16) -> store(array:160)");
        Assert.Equal([16, 160], Sizes(text, "a", "store"));
    }

    [Fact]
    public void Owned_sizes_add_up_beyond_32_bits()
    {
        TextGraph text = TextGraph.Parse($"root -> a(object:16) -> h1(array:{3L << 30}); a -> h2(array:{3L << 30}); a -> h3(array:{5L << 30})");
        Assert.Equal([(11L << 30) + 16, 0, 0, 0], Sizes(text, "a", "h1", "h2", "h3"));
        Assert.Equal(text.Graph.SelfSizes.Sum(), text.Heap.ShallowSizes.Sum());
    }

    static long[] Sizes(TextGraph text, params string[] labels) => [.. labels.Select(text.Shallow)];
}
