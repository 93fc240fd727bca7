using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

public sealed class RetainerTests
{
    [Fact]
    public void Every_edge_is_a_retainer_of_its_target_weak_ones_and_doubles_included()
    {
        TextGraph text = TextGraph.Parse("root -> a -> b; a => b; c ~> b; b -> b; root -> c; a -[7]-> b");
        Assert.Equal(["Property a", "Context a", "Element a", "Property b", "Weak c"], Retainers(text, "b"));
        Assert.Equal(["Property root"], Retainers(text, "c"));
        Assert.Equal([], Retainers(text, "root"));
    }

    [Fact]
    public void Random_graphs_have_each_edge_once_at_its_target()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            RetainerIndex retainers = IndexedHeap.Build(graph, TestContext.Current.CancellationToken).Retainers;
            for (int node = 0; node < graph.NodeCount; node++)
            {
                int[] expected = [.. Enumerable.Range(0, graph.EdgeCount).Where(e => graph.TargetOf(e) == node)];
                Assert.Equal(expected, Edges(retainers[new(node)]));
                Assert.Equal(expected, Enumerable.Range(0, retainers[new(node)].Count).Select(i => retainers[new(node)][i].Index.Value));
            }
        }
    }

    [Fact]
    public void The_edges_of_a_hub_are_found_by_their_targets()
    {
        var sketch = new GraphSketch();
        int hub = sketch.Add(NodeType.Array, "hub");
        sketch.Link(0, EdgeType.Property, "hub", hub);
        int[] targets = [.. Enumerable.Range(0, 700).Select(i => sketch.Add(NodeType.Object, $"o{i}"))];
        for (int i = 0; i < 2_000; i++)
            sketch.Link(hub, EdgeType.Element, $"{i}", targets[i * 7 % targets.Length]);
        HeapGraph graph = sketch.Build();
        RetainerIndex retainers = IndexedHeap.Build(graph, TestContext.Current.CancellationToken).Retainers;
        foreach (int target in targets)
            Assert.Equal(Enumerable.Range(0, graph.EdgeCount).Where(e => graph.TargetOf(e) == target), Edges(retainers[new(target)]));
    }

    static List<int> Edges(RetainerList list)
    {
        var edges = new List<int>();
        foreach (HeapEdge edge in list)
            edges.Add(edge.Index.Value);
        return edges;
    }

    [Fact]
    public void The_source_of_an_edge_is_found_among_nodes_without_edges()
    {
        HeapGraph graph = TextGraph.Parse("root -> a; root -> b; root -> c; c -> d; c -> e; e -> f; f -> g; f -> a").Graph;
        foreach (int node in Enumerable.Range(0, graph.NodeCount))
        {
            foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
                Assert.Equal(node, graph.SourceOf(edge.Index).Value);
        }
    }

    static List<string> Retainers(TextGraph text, string label)
    {
        var retainers = new List<string>();
        foreach (HeapEdge edge in text.Heap.Retainers[text[label]])
            retainers.Add($"{edge.Type} {text.Label(text.Graph.SourceOf(edge.Index))}");
        return retainers;
    }
}
