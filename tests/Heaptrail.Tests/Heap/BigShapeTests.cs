using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap;

/// <summary>
/// A million nodes in the shapes that break recursion and quadratic algorithms, from the text of the file to the name of a node.
/// The limit is far above what is needed; what takes the square of a million steps never meets it.
/// </summary>
public sealed class BigShapeTests
{
    const int Million = 1_000_000;
    const int LimitMilliseconds = 60_000;

    [Fact(Timeout = LimitMilliseconds)]
    public async Task A_list_of_a_million_nodes()
    {
        Analyzed list = await AnalyzeAsync(Chain(back: false));
        Assert.Equal(Million, list.Heap.Distances[new(Million)]);
        Assert.Equal(Million, list.Paths.PathTo(new(Million)).Count);
        Assert.Equal(10L * Million, list.Heap.RetainedSizes[new(1)]);
        Assert.Equal(10, list.Heap.RetainedSizes[new(Million)]);
        Assert.Equal(Million - 1, list.Heap.Dominators[new(Million)].Value);
        Assert.Equal("{next}", NodeNames.Of(list.Heap.Graph[new NodeIndex(1)]));
        Assert.Equal("{next}", list.Heap.Classes.NameOf(new NodeIndex(1)));
    }

    [Fact(Timeout = LimitMilliseconds)]
    public async Task A_list_of_a_million_nodes_that_point_back()
    {
        Analyzed list = await AnalyzeAsync(Chain(back: true));
        Assert.Equal(Million, list.Heap.Distances[new(Million)]);
        Assert.Equal(Million - 1, list.Heap.Dominators[new(Million)].Value);
        Assert.Equal(10L * (Million - 499_999), list.Heap.RetainedSizes[new(500_000)]);
        Assert.Equal(2, list.Heap.Retainers[new NodeIndex(500_000)].Count);
        Assert.Equal("{next, previous}", NodeNames.Of(list.Heap.Graph[new NodeIndex(500_000)]));
    }

    [Fact(Timeout = LimitMilliseconds)]
    public async Task A_hub_with_a_million_entries()
    {
        var builder = new HeapGraphBuilder(Million + 3, Million + 2);
        StringTable strings = Strings("Map", "Entry", "table", "map");
        builder.AddNode(NodeType.Synthetic, 1, 1, 0, 1);
        builder.AddNode(NodeType.Object, 2, 3, 40, 1);
        builder.AddNode(NodeType.Array, 4, 5, 8_000_000, Million);
        for (int i = 0; i < Million; i++)
            builder.AddNode(NodeType.Object, 3, (uint)(7 + (2 * i)), 10, 1);
        builder.AddEdge(EdgeType.Shortcut, 5, 1);
        builder.AddEdge(EdgeType.Internal, 4, 2);
        for (int i = 0; i < Million; i++)
            builder.AddEdge(EdgeType.Element, i, i + 3);
        for (int i = 0; i < Million; i++)
            builder.AddEdge(EdgeType.Property, 5, 1);
        Analyzed hub = await AnalyzeAsync(builder.Build(strings));
        Assert.Equal((40 + 8_000_000, 0), (hub.Heap.ShallowSizes[new NodeIndex(1)], hub.Heap.ShallowSizes[new NodeIndex(2)]));
        Assert.Equal(40 + 8_000_000 + (10L * Million), hub.Heap.RetainedSizes[new(1)]);
        Assert.Equal(Million + 1, hub.Heap.Retainers[new NodeIndex(1)].Count);
        Assert.Equal("999999", hub.Paths.EdgeTo(new(Million + 2))!.Value.Name);
        Assert.Equal(2, hub.Heap.Dominators[new(Million + 2)].Value);
    }

    [Fact(Timeout = LimitMilliseconds)]
    public async Task A_chain_of_300_000_closures_that_each_capture_the_one_before()
    {
        const int Depth = 300_000;
        var builder = new HeapGraphBuilder();
        StringTable strings = Strings("handler", "system / Context", "context", "previous");
        builder.AddNode(NodeType.Synthetic, 1, 1, 0, 1);
        for (int i = 0; i < Depth; i++)
        {
            builder.AddNode(NodeType.Closure, 2, (uint)(3 + (4 * i)), 64, 1);
            builder.AddNode(NodeType.Hidden, 3, (uint)(5 + (4 * i)), 36, i < Depth - 1 ? 1 : 0);
        }
        builder.AddEdge(EdgeType.Shortcut, 2, 1);
        for (int i = 0; i < Depth; i++)
        {
            builder.AddEdge(EdgeType.Internal, 4, (2 * i) + 2);
            if (i < Depth - 1)
                builder.AddEdge(EdgeType.Context, 5, (2 * i) + 3);
        }
        Analyzed chain = await AnalyzeAsync(builder.Build(strings));
        Assert.Equal(2 * Depth, chain.Heap.Distances[new(2 * Depth)]);
        Assert.Equal(100L * Depth, chain.Heap.RetainedSizes[new(1)]);
        Assert.Equal((100, 0), (chain.Heap.ShallowSizes[new NodeIndex(1)], chain.Heap.ShallowSizes[new NodeIndex(2)]));
        Assert.Equal(2 * Depth, chain.Paths.PathTo(new(2 * Depth)).Count);
    }

    // root -> 1 -> 2 -> … -> 1,000,000, and each back to the one before it.
    static HeapGraph Chain(bool back)
    {
        var builder = new HeapGraphBuilder(Million + 1, 2 * Million);
        StringTable strings = Strings("Object", "next", "previous");
        builder.AddNode(NodeType.Synthetic, 1, 1, 0, 1);
        for (int i = 1; i <= Million; i++)
            builder.AddNode(NodeType.Object, 2, (uint)(1 + (2 * i)), 10, (i < Million ? 1 : 0) + (back && i > 1 ? 1 : 0));
        builder.AddEdge(EdgeType.Shortcut, 3, 1);
        for (int i = 1; i <= Million; i++)
        {
            if (i < Million)
                builder.AddEdge(EdgeType.Property, 3, i + 1);
            if (back && i > 1)
                builder.AddEdge(EdgeType.Property, 4, i - 1);
        }
        return builder.Build(strings);
    }

    static StringTable Strings(params string[] texts)
    {
        var strings = new StringTableBuilder();
        strings.Add("<dummy>");
        strings.Add("");
        foreach (string text in texts)
            strings.Add(text);
        return strings.Build();
    }

    static Task<Analyzed> AnalyzeAsync(HeapGraph graph)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        return Task.Run(
            () =>
            {
                HeapGraph read = SnapshotReader.Read(SnapshotText.Stream(graph), new(), cancel);
                IndexedHeap heap = IndexedHeap.Build(read, cancel);
                return new Analyzed(heap, RootPaths.Build(read, heap.Ephemerons));
            },
            cancel);
    }

    sealed record Analyzed(IndexedHeap Heap, RootPaths Paths);
}
