using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>What is left of a snapshot that ends too early is read, said to be a part, and can be analyzed.</summary>
public sealed class SalvageTests
{
    static readonly HeapGraph small = Snapshots.Small().Graph;
    static readonly string text = SnapshotText.Of(small, SnapshotLayout.Node16);

    [Fact]
    public void A_snapshot_cut_off_at_any_byte_behind_its_first_node_is_salvaged()
    {
        int firstNode = text.IndexOf("[9,1,1,0,2,0,0\n", StringComparison.Ordinal) + "[9,1,1,0,2,0,0\n".Length;
        int nodes = 0;
        int edges = 0;
        for (int length = 1; length < text.Length; length++)
        {
            byte[] cut = Encoding.UTF8.GetBytes(text[..length]);
            if (length <= firstNode)
            {
                Assert.Throws<SnapshotFormatException>(() => Salvage(cut));
                continue;
            }
            SalvagedSnapshot salvaged = Salvage(cut);
            Assert.NotNull(salvaged.Missing);
            Assert.True(salvaged.Missing.Problem.IsCutOff);
            // Nothing that was there once goes away when the file is longer.
            Assert.InRange(salvaged.Graph.NodeCount, Math.Max(1, nodes), small.NodeCount);
            Assert.InRange(salvaged.Graph.EdgeCount, edges, small.EdgeCount);
            (nodes, edges) = (salvaged.Graph.NodeCount, salvaged.Graph.EdgeCount);
            Assert.Equal((small.NodeCount - nodes, small.EdgeCount - edges), ((int)salvaged.Missing.Nodes!, (int)salvaged.Missing.Edges!));
            Agrees(salvaged.Graph);
        }
        Assert.Equal((small.NodeCount, small.EdgeCount), (nodes, edges));
    }

    [Fact]
    public void A_whole_snapshot_has_nothing_missing()
    {
        SalvagedSnapshot salvaged = Salvage(Encoding.UTF8.GetBytes(text));
        Assert.Null(salvaged.Missing);
        Assert.Equal(GraphDump.Of(small), GraphDump.Of(salvaged.Graph));
    }

    [Fact]
    public void A_cut_in_the_strings_costs_only_the_names_behind_it()
    {
        int cut = text.IndexOf("\"Array\"", StringComparison.Ordinal) + "\"Ar".Length;
        SalvagedSnapshot salvaged = Salvage(Encoding.UTF8.GetBytes(text[..cut]));
        Assert.Equal((0, 0), (salvaged.Missing!.Nodes, salvaged.Missing.Edges));
        Assert.True(salvaged.Missing.Strings > 5);
        Assert.Equal("global", salvaged.Graph[new NodeIndex(2)].RawName);
        int array = small.Strings.IndexOf("Array"u8);
        HeapNode list = salvaged.Graph[new NodeIndex(4)];
        Assert.Equal($"(missing string {array})", list.RawName);
        Assert.Equal(small[new NodeIndex(4)].EdgeCount, list.EdgeCount);
    }

    [Fact]
    public void Objects_of_one_lost_class_stay_together()
    {
        int cut = text.IndexOf("\"strings\"", StringComparison.Ordinal);
        HeapGraph graph = Salvage(Encoding.UTF8.GetBytes(text[..cut])).Graph;
        Assert.Equal(small.NodeNames.Span.ToArray().Distinct().Count(), graph.NodeNames.Span.ToArray().Distinct().Count());
        for (int i = 1; i < graph.NodeCount; i++)
            Assert.Equal(small.NodeNames[i] == small.NodeNames[i - 1], graph.NodeNames[i] == graph.NodeNames[i - 1]);
    }

    [Fact]
    public void Edges_to_nodes_that_are_lost_are_dropped()
    {
        // With the edges first, a cut in the nodes leaves edges that lead nowhere.
        string reordered = SnapshotText.Of(TextGraph.Parse("root -> a(object:1) -> b(object:2); root -> c(object:3) -> a").Graph, new() { Keys = ["snapshot", "strings", "edges", "nodes"] });
        int cut = reordered.IndexOf(",3,4,7,", StringComparison.Ordinal);
        SalvagedSnapshot salvaged = Salvage(Encoding.UTF8.GetBytes(reordered[..(cut + 2)]));
        Assert.Equal((3, 2, 1, 2), (salvaged.Graph.NodeCount, salvaged.Graph.EdgeCount, salvaged.Missing!.Nodes, salvaged.Missing.Edges));
        Assert.Equal(["a"], Targets(salvaged.Graph, 0));
        Assert.Equal(["b"], Targets(salvaged.Graph, 1));
    }

    [Fact]
    public void Zeros_at_the_end_of_a_file_count_as_lost()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(bytes.Length / 2).Clear();
        SalvagedSnapshot salvaged = Salvage(bytes);
        Assert.StartsWith("byte 0x00 in ", salvaged.Missing!.Problem.Message, StringComparison.Ordinal);
        Agrees(salvaged.Graph);
    }

    [Fact]
    public void What_follows_a_whole_snapshot_costs_nothing()
    {
        SalvagedSnapshot salvaged = Salvage(Encoding.UTF8.GetBytes(text + "\nkilled"));
        Assert.Equal((0, 0, 0), (salvaged.Missing!.Nodes, salvaged.Missing.Edges, salvaged.Missing.Strings));
        Assert.Equal(GraphDump.Of(small), GraphDump.Of(salvaged.Graph));
    }

    [Fact]
    public void A_pipe_that_breaks_off_is_salvaged()
    {
        byte[] cut = Encoding.UTF8.GetBytes(text[..^200]);
        SalvagedSnapshot salvaged = SnapshotSalvage.Read(new ChunkedStream(cut, seekable: false, 33), new(), TestContext.Current.CancellationToken);
        Assert.Equal(GraphDump.Of(Salvage(cut).Graph), GraphDump.Of(salvaged.Graph));
    }

    [Theory]
    [InlineData("")]
    [InlineData("notes")]
    [InlineData("{\"snapshot\":{\"meta\":{}}}")]
    [InlineData("{\"nodes\":[1,2,3")]
    public void What_has_no_node_is_refused(string nothing) => Assert.Throws<SnapshotFormatException>(() => Salvage(Encoding.UTF8.GetBytes(nothing)));

    // Every record that is there is the one of the whole snapshot, and every view can be made.
    static void Agrees(HeapGraph graph)
    {
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode left = graph[new NodeIndex(i)];
            HeapNode whole = small[new NodeIndex(i)];
            Assert.Equal((whole.Type, whole.Id, whole.SelfSize), (left.Type, left.Id, left.SelfSize));
            Assert.Equal(Edges(whole).Take(left.EdgeCount), Edges(left));
        }
        IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
        Assert.InRange(Summary.Build(heap).Sum(row => row.Count), 0, graph.NodeCount);
    }

    static List<(EdgeType, NodeIndex)> Edges(HeapNode node)
    {
        var edges = new List<(EdgeType, NodeIndex)>();
        foreach (HeapEdge edge in node.Edges)
            edges.Add((edge.Type, edge.TargetIndex));
        return edges;
    }

    static IEnumerable<string> Targets(HeapGraph graph, int node) => Edges(graph[new NodeIndex(node)]).Select(e => graph[e.Item2].RawName);

    static SalvagedSnapshot Salvage(byte[] bytes) => SnapshotSalvage.Read(new MemoryStream(bytes), new(), TestContext.Current.CancellationToken);
}
