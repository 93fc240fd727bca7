using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

/// <summary>The path that is shown is short, true, and goes through names that say something.</summary>
public sealed class RootPathTests
{
    [Fact]
    public void The_shortest_path_is_taken() =>
        Assert.Equal("root global cache x", Path("root -> global -> list -> item -> x; global -> cache -> x", "x"));

    [Fact]
    public void The_edges_of_a_path_are_those_that_the_search_took()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[2]-> global => list; list -[17]-> x");
        RootPaths paths = Build(text);
        Assert.Equal(["Shortcut 2", "Context list", "Element 17"], paths.PathTo(text["x"]).Select(e => $"{e.Type} {e.Name}"));
        Assert.Equal((text["list"], "17"), (paths.ParentOf(text["x"]), paths.EdgeTo(text["x"])!.Value.Name));
    }

    [Fact]
    public void The_root_has_an_empty_path()
    {
        TextGraph text = TextGraph.Parse("root -> a -> root");
        RootPaths paths = Build(text);
        Assert.True(paths.Reaches(NodeIndex.Root));
        Assert.Empty(paths.PathTo(NodeIndex.Root));
        Assert.Equal((NodeIndex.None, null), (paths.ParentOf(NodeIndex.Root), paths.EdgeTo(NodeIndex.Root)));
    }

    [Fact]
    public void Weak_edges_and_shortcuts_inside_the_heap_are_no_path()
    {
        TextGraph text = TextGraph.Parse("root -> a ~> x; a -shortcut-> y; y -> z");
        RootPaths paths = Build(text);
        Assert.Equal([true, false, false, false], new[] { "a", "x", "y", "z" }.Select(l => paths.Reaches(text[l])));
        Assert.Empty(paths.PathTo(text["z"]));
    }

    [Fact]
    public void The_table_of_a_WeakMap_is_no_path_to_a_value()
    {
        // ids: table 3, far 5, key 7, value 9
        const string Entry = " / part of key (key @7) -> value (value @9) pair in WeakMap (table @3)";
        Assert.Equal("root far key value", Path($"root -> table; root -> far -> key; table -internal[1{Entry}]-> value; key -internal[2{Entry}]-> value", "value"));
    }

    [Theory]
    [InlineData("gc(synthetic:0:(GC roots)) -> stack(synthetic:0:(Stack roots)) -> x")]
    [InlineData("handles(synthetic:0:(Handle scope)) -> x")]
    [InlineData("environment(native:1:Node / Environment) -> x")]
    [InlineData("code(code:1) -> x")]
    [InlineData("shape(object shape:1) -> x")]
    [InlineData("timers(object:1:TimersList) -> x")]
    [InlineData("main(object:1:Module) -[children]-> x")]
    [InlineData("main(object:1:Object) -[parent]-> m(object:1:Module) -> x")]
    public void A_longer_path_that_tells_more_is_preferred(string shortPath)
    {
        const string LongPath = "root -> global -> a -> b -> c -> d -> x";
        string text = shortPath.Contains("children", StringComparison.Ordinal) ? $"root -> {shortPath.Replace("-> x", "-> y(object:1:Module) -> x", StringComparison.Ordinal)}" : $"root -> {shortPath}";
        Assert.Equal("root global a b c d x", Path($"{text}; {LongPath}", "x"));
        Assert.NotEqual("root", Path(text, "x"));
    }

    [Fact]
    public void The_stack_is_the_last_resort()
    {
        const string Stack = "root -> gc(synthetic:0:(GC roots)) -> stack(synthetic:0:(Stack roots)) -> x";
        Assert.Equal("root gc stack x", Path(Stack, "x"));
        Assert.Equal("root gc2 globals code x", Path($"{Stack}; root -> gc2(synthetic:0:(GC roots)) -> globals(synthetic:0:(Global handles)) -> code(code:1) -> x", "x"));
    }

    [Fact]
    public void A_property_is_preferred_to_the_timers_and_the_timers_to_the_stack()
    {
        const string Timers = "root -> gc(synthetic:0:(GC roots)) -> strong(synthetic:0:(Strong roots)) -> lists(object:1:TimersList) -> x";
        Assert.Equal("root global server x", Path($"{Timers}; root -> global -> server -> x", "x"));
        Assert.Equal("root gc strong lists x", Path($"{Timers}; gc -> stack(synthetic:0:(Stack roots)) -> x", "x"));
    }

    [Fact]
    public void Every_node_that_has_a_path_has_one_of_real_edges()
    {
        var random = new Random(11);
        for (int round = 0; round < 200; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            RootPaths paths = RootPaths.Build(graph, Heaptrail.Heap.Indices.EphemeronEdges.Build(graph));
            for (int node = 0; node < graph.NodeCount; node++)
            {
                NodeIndex at = NodeIndex.Root;
                foreach (HeapEdge edge in paths.PathTo(new(node)))
                {
                    Assert.Equal(at, graph.SourceOf(edge.Index));
                    Assert.True(edge.IsStrong);
                    at = edge.TargetIndex;
                }
                Assert.Equal(paths.Reaches(new(node)) ? node : 0, at.Value);
            }
        }
    }

    static RootPaths Build(TextGraph text) => RootPaths.Build(text.Graph, text.Heap.Ephemerons);

    static string Path(string graph, string label)
    {
        TextGraph text = TextGraph.Parse(graph);
        return string.Join(' ', Build(text).PathTo(text[label]).Select(e => text.Label(e.TargetIndex)).Prepend("root"));
    }
}
