using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ShortestPathTests
{
    [Theory]
    [InlineData("root -shortcut[1]-> g; g -> a -> x; g -> b -> c -> x", "a, x")]
    [InlineData("root -shortcut[1]-> g; g ~> x; g -> a -> x", "a, x")]
    [InlineData("root -shortcut[1]-> g; g -internal[z]-> x; g => x", "x")]
    [InlineData("root -shortcut[1]-> g; g -> other; x", "")]
    [InlineData("root -shortcut[1]-> x", "")]
    [InlineData("root -[1]-> gc(synthetic:0:(GC roots)); gc -[2]-> a; a -> x; root -shortcut[1]-> g", "2, x")]
    public void The_path_is_one_of_the_shortest(string graph, string expected) => Assert.Equal(expected, PathTo(graph, "x"));

    [Fact]
    public void Names_are_preferred_to_fields_of_V8s_own() =>
        Assert.Equal("list, 3", PathTo("root -shortcut[1]-> g; g -> list; g -internal[aa]-> store; store -internal[3]-> x; list -[3]-> x", "x"));

    [Fact]
    public void The_value_of_a_weak_map_is_reached_through_what_was_reached_last() =>
        Assert.Equal("map, table, 5 / part of key (k @9) -> value (v @11) pair in WeakMap (table @7)", PathTo("""
            root -shortcut[1]-> g; g -> map; map -internal[table]-> table(array:80); g -> k
            table -internal[5 / part of key (k @9) -> value (v @11) pair in WeakMap (table @7)]-> v; k -internal[4 / part of key (k @9) -> value (v @11) pair in WeakMap (table @7)]-> v
            """, "v"));

    [Fact]
    public void The_root_has_none() => Assert.Empty(ShortestPath.To(TextGraph.Parse("root -> a").Heap, new(0)));

    static string PathTo(string graph, string label)
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(", ", ShortestPath.To(text.Heap, text[label]).Select(edge => edge.Name));
    }
}
