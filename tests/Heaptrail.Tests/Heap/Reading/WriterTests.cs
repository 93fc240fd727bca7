using System.IO.Compression;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Files of programs other than Node.js, each with what is peculiar about it.</summary>
public sealed class WriterTests
{
    // Bun.generateHeapSnapshot("v8") of Bun 1.4.5 (JavaScriptCore): no line feed between sections, even ids, 16-byte cells.
    // The figures are those of Chrome DevTools on the same file.
    [Fact]
    public void Bun_writes_a_snapshot_of_another_engine()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(Repository.Root, "tests", "Heaptrail.Tests", "Fixtures", "bun-1.4.5.heapsnapshot.gz")), CompressionMode.Decompress);
        IndexedHeap heap = IndexedHeap.Build(Snapshots.Read(file), TestContext.Current.CancellationToken);
        IReadOnlyList<SummaryRow> classes = Summary.Build(heap);

        Assert.Equal((2494, 6199, 51, 145_291), (heap.Graph.NodeCount, heap.Graph.EdgeCount, classes.Count, heap.RetainedSizes[NodeIndex.Root]));
        Assert.Equal(
            ["GlobalObject 1 1 9987 127299", "Function 326 2 11003 55149", "(object shape) 232 -5 32368 33398", "Environment 300 4 9600 24500", "(system) 30 2 9408 16709"],
            ((string[])["GlobalObject", "Function", "(object shape)", "Environment", "(system)"]).Select(name => classes.Single(row => row.Class == name))
                .Select(row => $"{row.Class} {row.Count} {row.Distance} {row.ShallowBytes} {row.RetainedBytes}"));
        HeapStatistics bytes = HeapStatistics.Build(heap);
        Assert.Equal((42_305, 21_836, 9_408, 0), (bytes.CodeBytes, bytes.StringBytes, bytes.SystemBytes, bytes.OtherNativeBytes));
    }

    // V8 15.0 (Deno 2.9): a location also says which node is the script.
    [Fact]
    public void Deno_tells_the_node_of_the_script_with_each_location()
    {
        HeapGraph graph = Snapshots.Small().Graph;
        string text = SnapshotText.Of(graph, new() { LocationFields = ["object_index", "script_id", "script_object_index", "line", "column"] });
        Assert.Contains("[60,7,77,11,24]", text, StringComparison.Ordinal);
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(Snapshots.Read(text)));
    }

    // Julia 1.9 and newer, Profile.take_heap_snapshot: a feed before each comma, a few types, no locations, and addresses as ids.
    const string Julia = """
        {"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],"node_types":[["synthetic","String","object","jl_task_t"],"string", "number", "number", "number", "number", "number"],"edge_fields":["type","name_or_index","to_node"],"edge_types":[["internal","element","property"],"string_or_number","from_node"]},
        "node_count":4,"edge_count":3},
        "nodes":[0,0,0,0,2,0,0
        ,2,1,140234567890128,64,1,0,0
        ,3,2,140234567890256,504,0,0,0
        ,1,3,140234567890384,24,0,0,0
        ],
        "edges":[0,4,7
        ,1,3,14
        ,2,5,21
        ],
        "strings":["",
        "Main.Cache",
        "Task",
        "caf\u00e9",
        "main_module",
        "name"]}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Julia_writes_addresses_as_ids_and_few_types(bool indented)
    {
        string text = Julia.Replace("\r", "", StringComparison.Ordinal);
        HeapGraph graph = Snapshots.Read(indented ? SnapshotText.Spread(text, "\n    ") : text);
        IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);

        Assert.Equal((4, 3, 592), (graph.NodeCount, graph.EdgeCount, heap.RetainedSizes[NodeIndex.Root]));
        // Like Chrome DevTools: the lower 32 bits.
        Assert.Equal(140_234_567_890_128 & uint.MaxValue, graph[new NodeIndex(1)].Id);
        Assert.Equal(["Main.Cache", "(jl_task_t)", "(String)"], Enumerable.Range(1, 3).Select(i => heap.Classes.NameOf(new NodeIndex(i))));
        Assert.Equal("café", graph[new NodeIndex(3)].RawName);
        Assert.Equal(["main_module", "3", "name"], Enumerable.Range(0, 3).Select(i => graph[new EdgeIndex(i)].Name));
    }

    // Electron has the nodes of a page and of Node.js in one heap: V8's own, the DOM's with attachment, the environment's.
    [Fact]
    public void Electron_has_a_page_and_Node_in_one_heap()
    {
        TextGraph text = TextGraph.Parse("""
            root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> window(object:40:Window / file://)
            root -[3]-> document(native:100:HTMLDocument); root -[4]-> environment(native:200:Node / Environment)
            window -internal[x]-> div(native:80:<div class="old">) -> span(native:20:<span>); window -> require(closure:64:require)
            environment -> process(object:24:process); document -> body(native:60:<body>)
            """).Marked("document", 1).Marked("div", 2).Marked("environment", 0);
        IndexedHeap heap = IndexedHeap.Build(Snapshots.Read(SnapshotText.Of(text.Graph, SnapshotLayout.Node16)), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["Window / file://", "HTMLDocument", "Node / Environment", "Detached <div>", "Detached <span>", "<body>", "process"],
            ((string[])["window", "document", "environment", "div", "span", "body", "process"]).Select(label => heap.Classes.NameOf(text[label])));
    }

    // V8 cuts text in the middle of a character, writes halves of pairs as question marks, and loses what is above U+FFFF.
    [Theory]
    [InlineData(@"a\uF600b", "a\uF600b")]
    [InlineData("a???b", "a???b")]
    [InlineData(@"\uD83D\uDE00", "😀")]
    [InlineData("😀", "😀")]
    public void Emoji_are_what_the_writer_made_of_them(string json, string expected)
    {
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(new GraphSketch().Build(), new() { MoreStrings = [json] }));
        Assert.Equal(expected, graph.Strings[2]);
        Assert.NotEmpty(Encoding.UTF8.GetBytes(graph.Strings[2]));
    }
}
