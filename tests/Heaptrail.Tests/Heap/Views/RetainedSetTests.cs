using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class RetainedSetTests
{
    const string Shared = "root -shortcut[1]-> g; g -> a -> x(object:100); g -> b -> x; b -> own(object:10); g ~> x";

    [Fact]
    public void What_two_objects_hold_goes_only_with_both()
    {
        Assert.Equal("a 1", Freed(Shared, ["a"]));
        Assert.Equal("b,own 11", Freed(Shared, ["b"]));
        Assert.Equal("a,b,own,x 112", Freed(Shared, ["a", "b"]));
    }

    [Fact]
    public void A_reference_frees_what_nothing_else_holds()
    {
        TextGraph text = TextGraph.Parse(Shared);
        Assert.Equal("own 10", Freed(text, [], [text.Graph[text["b"]].Edges.Single("own").Index]));
        Assert.Equal(" 0", Freed(text, [], [text.Graph[text["b"]].Edges.Single("x").Index]));
        Assert.Equal("x 100", Freed(text, [], [text.Graph[text["a"]].Edges.Single("x").Index, text.Graph[text["b"]].Edges.Single("x").Index]));
    }

    [Fact]
    public void Without_the_root_nothing_is_left() => Assert.Equal("a,b,g,own,root,x 113", Freed(Shared, ["root"]));

    [Fact]
    public void Classes_are_counted_with_all_that_there_are()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> g; g -> a(object:8:Job) -> x(object:20:Item); g -> b(object:8:Job)");
        Assert.Equal([new RetainedClass("Item", 1, 1, 20), new("Job", 1, 2, 8)], RetainedSet.Find(text.Heap, [text["a"]], []).Classes());
    }

    [Fact]
    public void The_set_of_one_object_has_its_retained_size_and_that_of_several_is_what_the_slow_model_finds()
    {
        var random = new Random(97);
        for (int round = 0; round < 150; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
            for (int i = 0; i < graph.NodeCount; i++)
                Assert.Equal(heap.RetainedSizes[new NodeIndex(i)], RetainedSet.Find(heap, [new(i)], []).Bytes);
            NodeIndex[] gone = [.. Enumerable.Range(0, 3).Select(_ => new NodeIndex(random.Next(1, graph.NodeCount))).Distinct()];
            RetainedNodes set = RetainedSet.Find(heap, gone, []);
            HashSet<int> expected = new SlowModel(graph).Without([.. gone.Select(node => node.Value)]);
            Assert.Equal(expected.Order(), Enumerable.Range(0, graph.NodeCount).Where(i => set.Contains(new(i))));
        }
    }

    static string Freed(string graph, string[] labels)
    {
        TextGraph text = TextGraph.Parse(graph);
        return Freed(text, [.. labels.Select(label => text[label])], []);
    }

    static string Freed(TextGraph text, NodeIndex[] nodes, EdgeIndex[] edges)
    {
        RetainedNodes set = RetainedSet.Find(text.Heap, nodes, edges);
        IEnumerable<string> names = Enumerable.Range(0, text.Graph.NodeCount).Where(i => set.Contains(new(i))).Select(i => text.Label(new(i)));
        return $"{string.Join(',', names.Order(StringComparer.Ordinal))} {set.Bytes}";
    }
}

static class EdgeListExtensions
{
    internal static HeapEdge Single(this EdgeList edges, string name)
    {
        foreach (HeapEdge edge in edges)
        {
            if (edge.Name == name)
                return edge;
        }
        throw new ArgumentException(name);
    }
}
