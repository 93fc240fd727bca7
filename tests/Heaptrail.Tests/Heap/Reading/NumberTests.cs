using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Numbers are exact, however large and wherever the window ends.</summary>
public sealed class NumberTests
{
    static readonly HeapGraph small = Snapshots.Small().Graph;
    static readonly string expected = GraphDump.Of(small);
    static readonly byte[] v16 = Encoding.UTF8.GetBytes(SnapshotText.Of(small, SnapshotLayout.Node16));
    static readonly byte[] spread = Encoding.UTF8.GetBytes(SnapshotText.Spread(SnapshotText.Of(small), " \n"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(13)]
    public void Windows_of_a_few_bytes_cut_nothing(int size)
    {
        foreach (byte[] bytes in new[] { v16, spread })
        {
            Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(bytes, seekable: true, size))));
            Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(bytes, seekable: false, size))));
        }
    }

    [Fact]
    public void A_window_may_end_at_every_byte()
    {
        for (int cut = 1; cut < v16.Length; cut++)
        {
            string actual = GraphDump.Of(Snapshots.Read(new ChunkedStream(v16, seekable: true, cut, int.MaxValue)));
            if (actual != expected)
                Assert.Fail($"the window ends before byte {cut}:\n{actual}");
        }
    }

    [Fact]
    public void Sections_longer_than_the_window_are_read_whole()
    {
        var sketch = new GraphSketch();
        for (int i = 1; i <= 60_000; i++)
            sketch.Link(0, EdgeType.Element, $"{i * 7L % 4_294_967_296}", sketch.Add(NodeType.Object, "x", i * 1_000_003L, (uint)(i * 71_111L)));
        HeapGraph graph = sketch.Build();
        HeapGraph read = Snapshots.Read(SnapshotText.Stream(graph, SnapshotLayout.Node16));
        Assert.Equal(graph.NodeIds.Span, read.NodeIds.Span);
        Assert.Equal(graph.FirstEdge.Span, read.FirstEdge.Span);
        Assert.Equal(graph.EdgeLabels.Span, read.EdgeLabels.Span);
        Assert.Equal(graph.EdgeTargets.Span, read.EdgeTargets.Span);
        Assert.Equal(graph.SelfSizes.Sum(), read.SelfSizes.Sum());
    }

    [Theory]
    [InlineData(4_294_967_294)]
    [InlineData(4_294_967_295)]
    [InlineData(4_294_967_296)]
    [InlineData(5_368_709_120)]
    [InlineData(9_007_199_254_740_984)]
    public void Sizes_over_4_GiB_are_exact(long size)
    {
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(TextGraph.Parse($"root -> buffer(native:{size}); buffer -> other(object:8)").Graph));
        Assert.Equal(size, graph[new NodeIndex(1)].SelfSize);
        Assert.Equal(size + 8, graph.SelfSizes.Sum());
    }

    [Fact]
    public void Ids_use_all_32_bits()
    {
        var sketch = new GraphSketch();
        sketch.Add(NodeType.Native, "hashed address", 1, 2_393_771_296);
        sketch.Add(NodeType.Native, "largest", 1, uint.MaxValue);
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(sketch.Build()));
        Assert.Equal(2_393_771_296, graph[new NodeIndex(1)].Id);
        Assert.Equal(4_294_967_295, graph[new NodeIndex(2)].Id);
    }

    [Fact]
    public void Indices_of_elements_use_all_32_bits()
    {
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(TextGraph.Parse("root -[2147483648]-> a; root -[4294967295]-> b; root -#4000000000-> c").Graph));
        Assert.Equal(["2147483648", "4294967295", "4000000000"], Enumerable.Range(0, 3).Select(i => graph[new EdgeIndex(i)].Name));
        Assert.Equal([EdgeType.Element, EdgeType.Element, EdgeType.Hidden], Enumerable.Range(0, 3).Select(graph.TypeOf));
    }

    [Fact]
    public void Lines_and_columns_that_do_not_fit_are_cut_to_the_largest()
    {
        string text = SnapshotText.Of(small, new() { Extra = { ["locations"] = "[60,7,99999999999,24]" } });
        Assert.Equal(new ObjectLocation(7, int.MaxValue, 24), Snapshots.Read(text).Locations[new(10)]);
    }
}
