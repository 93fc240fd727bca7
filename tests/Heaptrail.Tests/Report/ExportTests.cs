using System.Globalization;
using System.Text;
using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Report.Export;
using Heaptrail.Tests.Support;
using Heaptrail.Tests.Views;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class ExportTests
{
    static readonly TextGraph hostile = TextGraph.Parse("""
        root -shortcut[1]-> a(object:8:quote " comma , end); a -["x, \y"]-> b(native:5000000000:emoji 😀); a -[3]-> b; b ~> a; a -#7-> b
        """).Marked("b", 2);

    [Fact]
    public void Nodes_are_rows_of_JSON_in_file_order() =>
        Golden.Equal(Nodes(ViewSamples.Server().Heap, ExportFormat.Ndjson), "export/nodes.ndjson");

    [Fact]
    public void Edges_are_rows_of_JSON_in_file_order() =>
        Golden.Equal(Edges(ViewSamples.Server().Heap, ExportFormat.Ndjson), "export/edges.ndjson");

    [Fact]
    public void Names_with_signs_of_the_format_are_written_so_that_they_can_be_read_back()
    {
        Assert.Equal("""
            id,type,className,selfSize,retainedSize,distance,dominatorId,detachedness
            1,synthetic,(synthetic),0,5000000008,100000000,1,0
            3,object,"quote "" comma , end",8,5000000008,1,1,0
            5,native,Detached emoji 😀,5000000000,5000000000,2,3,2

            """, Nodes(hostile.Heap, ExportFormat.Csv));
        Assert.Equal(""""
            from,to,type,name,index,essential
            1,3,shortcut,1,,true
            3,5,property,"""x, \y""",,true
            3,5,element,,3,true
            3,5,hidden,,7,true
            5,3,weak,a,,false

            """", Edges(hostile.Heap, ExportFormat.Csv));
        using var node = JsonDocument.Parse(Nodes(hostile.Heap, ExportFormat.Ndjson).Split('\n')[1]);
        using var edge = JsonDocument.Parse(Edges(hostile.Heap, ExportFormat.Ndjson).Split('\n')[1]);
        Assert.Equal("quote \" comma , end", node.RootElement.GetProperty("className").GetString());
        Assert.Equal("\"x, \\y\"", edge.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public void An_edge_says_whether_it_counts_for_dominators()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> a; a -> a; a -> b; a -shortcut[x]-> b; a ~> b; root -> roots(synthetic:0:(Handles)); roots -[1]-> b");
        string[] rows = Edges(text.Heap, ExportFormat.Csv).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(["1,3,shortcut,1,,true", "1,7,property,roots,,true", "3,3,property,a,,false", "3,5,property,b,,true", "3,5,shortcut,x,,false", "3,5,weak,b,,false", "7,5,element,,1,false"], rows);
    }

    [Fact]
    public void Text_is_escaped_as_JavaScript_does_it() =>
        Assert.Equal("\"\\\"\\\\/\\n\\r\\t\\b\\f\\u0000\\u001b\u007fé\u2028😀\\ud83d\"", Encoding.UTF8.GetString(RowText.Json("\"\\/\n\r\t\b\f\0\e\u007fé\u2028😀\ud83d")));

    [Fact]
    public void More_rows_than_fit_into_memory_at_once_arrive_whole()
    {
        var sketch = new GraphSketch();
        for (int i = 0; i < 40_000; i++)
            sketch.Link(0, EdgeType.Property, new string('p', i % 300), sketch.Add(NodeType.Object, $"C{i}", i));
        sketch.Link(0, EdgeType.Property, new string('q', 300_000), 1);
        IndexedHeap heap = IndexedHeap.Build(sketch.Build(), TestContext.Current.CancellationToken);
        string[] nodes = Nodes(heap, ExportFormat.Csv).Split('\n');
        string[] edges = Edges(heap, ExportFormat.Csv).Split('\n');
        Assert.Equal((40_003, 40_003), (nodes.Length, edges.Length));
        for (int i = 0; i < 40_000; i++)
        {
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{(i * 2) + 3},object,C{i},{i},{i},"), nodes[i + 2], StringComparison.Ordinal);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"1,{(i * 2) + 3},property,{new string('p', i % 300)},,true"), edges[i + 1]);
        }
        Assert.Equal($"1,3,property,{new string('q', 300_000)},,true", edges[40_001]);
    }

    [Fact]
    public void Writing_ends_soon_after_the_reader_has_left()
    {
        var sketch = new GraphSketch();
        for (int i = 0; i < 60_000; i++)
            sketch.Add(NodeType.Object, "C", 1);
        var written = new MemoryStream();
        NodeExport.Write(IndexedHeap.Build(sketch.Build(), TestContext.Current.CancellationToken), ExportFormat.Csv, written, () => written.Length > 0, TestContext.Current.CancellationToken);
        Assert.InRange(written.Length, 1, 1_000_000);
    }

    static string Nodes(IndexedHeap heap, ExportFormat format) => Written(stream => NodeExport.Write(heap, format, stream, () => false, TestContext.Current.CancellationToken));

    static string Edges(IndexedHeap heap, ExportFormat format) => Written(stream => EdgeExport.Write(heap, format, stream, () => false, TestContext.Current.CancellationToken));

    static string Written(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
