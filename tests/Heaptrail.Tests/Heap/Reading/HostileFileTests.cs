using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Files made to take time or memory out of proportion take neither.</summary>
public sealed class HostileFileTests
{
    const int Size = 3_000_000;

    static readonly string good = SnapshotText.Of(Snapshots.Small().Graph, new() { Counts = false });

    public static TheoryData<string, string> Floods => new()
    {
        { "\"nodes\":[", Repeat("9,1,1,0,0,0,") },
        { "\"nodes\":[", Repeat("9,1,1,0,0,0\n,") },
        { "\"edges\":[", Repeat("2,2,0,") },
        { "\"edges\":[", Repeat("9") },
        { "\"edges\":[", Repeat(" \n") },
        { "\"locations\":[", Repeat("0,1,1,1,") },
        { "\"strings\":[", Repeat("\"\",") },
        { "\"strings\":[", "\"" + Repeat("\\u0041") },
        { "\"samples\":", Repeat("[") },
        { "\"samples\":", Repeat("{\"\":") },
        { "\"trace_tree\":", Repeat("[1,1,1,1,") },
        { "\"trace_tree\":[", "-" + Repeat("1") },
        { "\"snapshot\":{", Repeat("\"a\":1,") },
        { "\"node_fields\":[", Repeat("\"f\",") },
        { "\"node_types\":[[", Repeat("\"t\",") },
    };

    [Theory]
    [MemberData(nameof(Floods), DisableDiscoveryEnumeration = true)]
    public void A_flood_takes_memory_in_proportion_to_the_file(string before, string flood)
    {
        int at = good.IndexOf(before, StringComparison.Ordinal) + before.Length;
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(good.AsSpan(0, at), flood, good.AsSpan(at)));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Snapshots.Read(bytes);
        }
        catch (SnapshotFormatException)
        {
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 32L * bytes.Length);
    }

    [Fact]
    public void Sections_that_come_a_thousand_times_are_refused_at_the_second()
    {
        string many = good.Replace("\"samples\":[]", string.Join(',', Enumerable.Repeat("\"nodes\":[]", 1000)), StringComparison.Ordinal);
        Assert.Equal("a second section \"nodes\"", Snapshots.Refuse(many).Problem());
    }

    [Theory]
    [InlineData("\"trace_tree\":[]", "\"trace_tree\":[1,0,0,0,[1,0,0,0,[1,0,0,0,[]]]]")]
    [InlineData("\"trace_tree\":[]", "\"trace_tree\":[1,0,0,0,[2,0,0,0,[]],1,0,0,0,[]]")]
    public void A_trace_tree_that_repeats_its_ids_harms_nobody(string whole, string cycle) =>
        Assert.Equal(GraphDump.Of(Snapshots.Read(good)), GraphDump.Of(Snapshots.Read(good.Replace(whole, cycle, StringComparison.Ordinal))));

    [Fact]
    public void A_list_of_150_000_objects_is_read()
    {
        var sketch = new GraphSketch();
        int last = 0;
        for (int i = 0; i < 150_000; i++)
        {
            int next = sketch.Add(NodeType.Object, "Node", 16);
            sketch.Link(last, EdgeType.Property, "next", next);
            last = next;
        }
        HeapGraph graph = Snapshots.Read(SnapshotText.Of(sketch.Build()));
        IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
        Assert.Equal((150_001, 150_000, 16L * 150_000), (graph.NodeCount, heap.Distances[new NodeIndex(150_000)], heap.RetainedSizes[new NodeIndex(1)]));
    }


    static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Size / text.Length));
}
