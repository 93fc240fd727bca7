using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>One heap in every form that JSON allows: the graph is the same.</summary>
public sealed class LayoutTests
{
    static readonly HeapGraph small = Snapshots.Small().Graph;
    static readonly string expected = GraphDump.Of(small);

    [Fact]
    public void Node_16_to_22_write_a_line_for_each_record()
    {
        string text = SnapshotText.Of(small, SnapshotLayout.Node16);
        Assert.Contains("\"nodes\":[9,1,1,0,2,0,0\n,9,2,3,0,1,0,0\n,", text, StringComparison.Ordinal);
        Assert.Contains("\n]", text, StringComparison.Ordinal);
        Assert.Contains("\"strings\":[\"<dummy>\",\n\"\",\n\"(GC roots)\"", text, StringComparison.Ordinal);
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(text)));
    }

    [Fact]
    public void Node_24_and_newer_write_each_section_as_one_line()
    {
        string text = SnapshotText.Of(small);
        Assert.Contains("\"nodes\":[9,1,1,0,2,0,9,2,3,0,1,0,", text, StringComparison.Ordinal);
        Assert.Contains("\"strings\":[\"<dummy>\",\"\",\"(GC roots)\"", text, StringComparison.Ordinal);
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(text)));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\r\n\t")]
    [InlineData("  \t \r \n ")]
    public void White_space_may_stand_around_every_token(string space)
    {
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Spread(SnapshotText.Of(small), space))));
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Spread(SnapshotText.Of(small, SnapshotLayout.Node16), space))));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(SnapshotText.Of(small))];
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(bytes)));
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(bytes, seekable: false, 1))));
    }

    [Fact]
    public void The_keys_may_come_in_any_order_in_a_file()
    {
        foreach (string[] keys in Orders(["snapshot", "nodes", "edges", "locations", "strings"]))
        {
            string text = SnapshotText.Of(small, new() { Keys = keys });
            Assert.Equal(expected, GraphDump.Of(Snapshots.Read(text)));
            Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(Encoding.UTF8.GetBytes(text), seekable: true, 61))));
        }
    }

    [Fact]
    public void Strings_may_come_before_the_header_even_in_a_pipe()
    {
        string text = SnapshotText.Of(small, new() { Keys = ["strings", "snapshot", "nodes", "edges", "locations"] });
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(Encoding.UTF8.GetBytes(text), seekable: false, 64))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(61)]
    [InlineData(1 << 20)]
    public void The_keys_may_come_in_any_order_in_a_pipe(int size)
    {
        foreach (string[] keys in Orders(["snapshot", "nodes", "edges", "locations", "strings"]))
        {
            string text = SnapshotText.Of(small, new() { Keys = keys });
            Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new ChunkedStream(Encoding.UTF8.GetBytes(text), seekable: false, size))));
        }
    }

    [Fact]
    public void Offsets_of_errors_are_right_behind_the_point_where_a_pipe_was_copied()
    {
        string text = SnapshotText.Of(small, new() { Keys = ["edges", "nodes", "snapshot", "strings"] });
        string wrong = text.Replace("\"nodes\":[9,1,1,", "\"nodes\":[9,1,x,", StringComparison.Ordinal);
        int offset = wrong.IndexOf('x', wrong.IndexOf("\"nodes\"", StringComparison.Ordinal));
        var refusal = Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(new ChunkedStream(Encoding.UTF8.GetBytes(wrong), seekable: false, 64)));
        Assert.Equal(offset, refusal.Offset);
    }

    [Fact]
    public void The_header_need_not_say_how_many_nodes_and_edges_there_are() =>
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(SnapshotText.Of(small, new() { Counts = false }))));

    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("something else " + SnapshotText.Of(small, new() { Keys = ["nodes", "edges", "snapshot", "strings", "locations"] }));
        Assert.Equal(expected, GraphDump.Of(Snapshots.Read(new MemoryStream(bytes) { Position = 15 })));
    }

    [Fact]
    public void A_graph_of_the_root_alone_is_a_snapshot()
    {
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(new GraphSketch().Build()));
        Assert.Equal(1, graph.NodeCount);
        Assert.Equal(0, graph.EdgeCount);
    }

    [Fact]
    public void Native_bytes_that_belong_to_no_node_are_kept()
    {
        string text = SnapshotText.Of(small).Replace("\"trace_function_count\":0", "\"trace_function_count\":0,\"extra_native_bytes\":123456789012", StringComparison.Ordinal);
        Assert.Equal(123_456_789_012, Snapshots.Read(text).ExtraNativeBytes);
    }

    static IEnumerable<string[]> Orders(string[] keys) =>
        keys.Length == 1 ? [keys] : keys.SelectMany(first => Orders([.. keys.Where(k => k != first)]).Select(rest => (string[])[first, .. rest]));
}
