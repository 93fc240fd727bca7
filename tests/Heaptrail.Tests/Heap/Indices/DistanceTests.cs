using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

public sealed class DistanceTests
{
    const string Entry = " / part of key (key @5) -> value (value @9) pair in WeakMap (table @7)";

    [Fact]
    public void Distances_count_edges_from_the_roots_of_the_user()
    {
        TextGraph text = TextGraph.Parse("root -> global -> a -> b -> c; a -[1]-> d; root -> e; e -> c");
        Assert.Equal([1, 2, 3, 2, 3, 1], Distances(text, "global", "a", "b", "c", "d", "e"));
    }

    [Fact]
    public void The_root_and_what_only_it_reaches_count_from_100_million()
    {
        TextGraph text = TextGraph.Parse("root -> global -> a; root -> gc(synthetic:0) -> stack(synthetic:0) -> b -> c; stack -> a");
        Assert.Equal([100_000_000, 100_000_001, 100_000_002, 100_000_003, 100_000_004, 2], Distances(text, "root", "gc", "stack", "b", "c", "a"));
    }

    [Fact]
    public void Without_roots_of_the_user_distances_count_from_the_root()
    {
        TextGraph text = TextGraph.Parse("root -> gc(synthetic:0) -> a -> b");
        Assert.Equal([0, 1, 2, 3], Distances(text, "root", "gc", "a", "b"));
    }

    [Fact]
    public void The_documents_of_a_browser_are_roots_of_the_user()
    {
        TextGraph text = TextGraph.Parse("root -> dom(synthetic:0:(Document DOM trees)) -> window");
        Assert.Equal([1, 2], Distances(text, "dom", "window"));
    }

    [Fact]
    public void Weak_edges_are_not_followed_and_shortcuts_are()
    {
        TextGraph text = TextGraph.Parse("root -> global ~> a; global -shortcut-> b; b -> c ~> d");
        Assert.Equal([-5, 2, 3, -5], Distances(text, "a", "b", "c", "d"));
        Assert.Equal(DistanceIndex.Unreachable, text.Distance("a"));
    }

    [Fact]
    public void The_map_of_sloppy_functions_is_not_reached_through_the_native_context()
    {
        TextGraph text = TextGraph.Parse("root -> context(hidden:0:system / NativeContext) -internal[sloppy_function_map]-> map; context -internal[other]-> other");
        Assert.Equal([-5, 2], Distances(text, "map", "other"));
        text = TextGraph.Parse("root -> context(hidden:0:system / Context) -internal[sloppy_function_map]-> map");
        Assert.Equal(2, text.Distance("map"));
        text = TextGraph.Parse("root -> context(object:0:system / NativeContext) -internal[sloppy_function_map]-> map");
        Assert.Equal(2, text.Distance("map"));
    }

    [Fact]
    public void Every_third_slot_of_map_descriptors_is_not_followed()
    {
        string slots = string.Concat(Enumerable.Range(0, 11).Select(i => $"; table -[{i}]-> s{i}"));
        TextGraph text = TextGraph.Parse("root -> table(array:0:(map descriptors))" + slots);
        Assert.Equal([2, 2, 2, 2, -5, 2, 2, -5, 2, 2, -5], Distances(text, [.. Enumerable.Range(0, 11).Select(i => $"s{i}")]));
        text = TextGraph.Parse("root -> table(array:0:(map descriptors)); table -#4-> hidden; table -internal[4]-> named");
        Assert.Equal([-5, 2], Distances(text, "hidden", "named"));
        text = TextGraph.Parse("root -> table(array:0:(other array))" + slots);
        Assert.Equal(2, text.Distance("s4"));
    }

    [Fact]
    public void The_value_of_a_WeakMap_has_the_later_distance_of_key_and_table()
    {
        // ids: far 3, key 5, table 7, value 9
        TextGraph text = TextGraph.Parse($"root -> far -> key; root -> table; key -internal[1{Entry}]-> value; table -internal[2{Entry}]-> value; value -> next");
        Assert.Equal([2, 1, 3, 4], Distances(text, "key", "table", "value", "next"));
    }

    [Fact]
    public void An_entry_whose_key_is_not_reached_gives_no_distance()
    {
        TextGraph text = TextGraph.Parse($"root -> far; key -> far; far -> table; key -internal[1{Entry}]-> value; table -internal[2{Entry}]-> value");
        Assert.Equal([2, -5, -5], Distances(text, "table", "key", "value"));
    }

    [Fact]
    public void A_value_that_something_else_holds_has_that_distance()
    {
        TextGraph text = TextGraph.Parse($"root -> far -> key; far -> table; key -internal[1{Entry}]-> value; table -internal[2{Entry}]-> value; root -> value");
        Assert.Equal(1, text.Distance("value"));
    }

    [Fact]
    public void Entries_of_different_pairs_do_not_complete_each_other()
    {
        string other = Entry.Replace("key @5", "key @11", StringComparison.Ordinal);
        TextGraph text = TextGraph.Parse($"root -> far -> key; root -> table; key -internal[1{Entry}]-> value; table -internal[2{other}]-> value");
        Assert.Equal(-5, text.Distance("value"));
    }

    [Fact]
    public void Random_graphs_have_the_lengths_of_shortest_paths()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            if (Enumerable.Range(0, graph.EdgeCount).Any(e => graph[new EdgeIndex(e)].Name.Contains("WeakMap", StringComparison.Ordinal)))
                continue;
            DistanceIndex distances = DistanceIndex.Build(graph, EphemeronEdges.Build(graph));
            Assert.Equal(Relaxed(graph), Enumerable.Range(0, graph.NodeCount).Select(n => distances[new(n)]));
        }
    }

    // Bellman and Ford: lower distances along edges until nothing changes; first from the user's roots, then from the root.
    static int[] Relaxed(HeapGraph graph)
    {
        var distances = new int[graph.NodeCount];
        Array.Fill(distances, int.MaxValue);
        foreach (HeapEdge edge in graph[NodeIndex.Root].Edges)
        {
            if (edge.Target.Type != NodeType.Synthetic)
                distances[edge.TargetIndex.Value] = 1;
        }
        bool any = distances.Any(d => d == 1);
        Relax(0);
        distances[0] = any ? 100_000_000 : 0;
        Relax(1);
        return [.. distances.Select(d => d == int.MaxValue ? -5 : d)];

        void Relax(int lowest)
        {
            for (int round = 0; round < distances.Length; round++)
            {
                foreach (HeapEdge edge in Enumerable.Range(0, graph.EdgeCount).Select(e => graph[new EdgeIndex(e)]).Where(e => e.IsStrong))
                {
                    int from = distances[graph.SourceOf(edge.Index).Value];
                    if (from != int.MaxValue && edge.TargetIndex.Value >= lowest && from + 1 < distances[edge.TargetIndex.Value])
                        distances[edge.TargetIndex.Value] = from + 1;
                }
            }
        }
    }

    static int[] Distances(TextGraph text, params string[] labels) => [.. labels.Select(text.Distance)];
}
