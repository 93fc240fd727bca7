using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Files take a fast path that streams do not: both must read the same and refuse the same.</summary>
public sealed class FastReaderTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void A_file_of_several_windows_reads_the_same_by_both_paths(int major)
    {
        for (int seed = 1; seed <= 2; seed++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(Large(new Random(seed)), major == 16 ? SnapshotLayout.Node16 : SnapshotLayout.Node24));
            Assert.True(bytes.Length > 2_000_000);

            Assert.Equal(GraphDump.Of(Snapshots.Read(bytes)), GraphDump.Of(ReadAsFile(bytes)));
        }
    }

    // V8 15 (Deno 2.9) writes the node of the script with each location.
    [Theory]
    [InlineData("object_index script_id script_object_index line column")]
    [InlineData("line column object_index script_id")]
    [InlineData("object_index script_id line column one two")]
    [InlineData("object_index script_id line column one two three")]
    public void Locations_may_have_other_fields_and_any_order(string fields)
    {
        HeapGraph graph = Snapshots.Small().Graph;
        byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(graph, new() { LocationFields = fields.Split(' ') }));
        Assert.True(graph.Locations.Count > 0);
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(Snapshots.Read(bytes)));
        Assert.Equal(GraphDump.Of(graph), GraphDump.Of(ReadAsFile(bytes)));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Damaged_files_are_read_or_refused_alike_by_both_paths(int major)
    {
        byte[] whole = Encoding.UTF8.GetBytes(SnapshotText.Of(Snapshots.Small().Graph, major == 16 ? SnapshotLayout.Node16 : SnapshotLayout.Node24));
        var random = new Random(20_260_202);
        int refused = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)"0123456789,]}\n -"[random.Next(16)];
            string general = Outcome(() => Snapshots.Read(damaged));
            Assert.Equal(general, Outcome(() => ReadAsFile(damaged)));
            refused += general.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.InRange(refused, 300, 1400);
    }

    // Far from the ends of the sections, where several records are read at once.
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Damage_in_the_middle_of_many_records_is_found(int major)
    {
        var random = new Random(20_261_122);
        byte[] whole = Encoding.UTF8.GetBytes(SnapshotText.Of(Large(random, 1000), major == 16 ? SnapshotLayout.Node16 : SnapshotLayout.Node24));
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(damaged.Length)] = (byte)"0123456789,]}\n -"[random.Next(16)];
            string general = Outcome(() => Snapshots.Read(damaged));
            Assert.Equal(general, Outcome(() => ReadAsFile(damaged)));
            refused += general.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.InRange(refused, 100, 380);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_999_999)]
    [InlineData(12_345_678)]
    [InlineData(123_456_789)]
    [InlineData(4_294_967_295)]
    [InlineData(5_368_709_120)]
    [InlineData(9_007_199_254_740_992)]
    public void A_size_of_any_length_is_exact(long size)
    {
        var sketch = new GraphSketch();
        int node = sketch.Add(NodeType.Object, "Big", size);
        sketch.Link(0, EdgeType.Shortcut, "2", node);

        HeapGraph graph = ReadAsFile(Encoding.UTF8.GetBytes(SnapshotText.Of(sketch.Build())));

        Assert.Equal(size, graph[new NodeIndex(node)].SelfSize);
    }

    [Fact]
    public void Sizes_that_no_heap_can_have_are_refused_by_both_paths()
    {
        foreach (string sizes in new[] { "9007199254740993", "9007199254740992", "18446744073709551615" })
        {
            string text = SnapshotText.Of(Snapshots.Small().Graph).Replace("[9,1,1,0,", $"[9,1,1,{sizes},", StringComparison.Ordinal);
            string general = Outcome(() => Snapshots.Read(text));
            Assert.StartsWith("refused: ", general, StringComparison.Ordinal);
            Assert.Equal(general, Outcome(() => ReadAsFile(Encoding.UTF8.GetBytes(text))));
        }
    }

    static string Outcome(Func<HeapGraph> read)
    {
        try
        {
            return GraphDump.Of(read());
        }
        catch (SnapshotFormatException e)
        {
            return $"refused: {e.Message}";
        }
    }

    static HeapGraph ReadAsFile(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Numbers of one to ten digits, so that windows end at every place of a number.
    static HeapGraph Large(Random random, int nodes = 60_000)
    {
        var graph = new HeapGraphBuilder();
        var strings = new StringTableBuilder();
        for (int i = 0; i < 1000; i++)
            strings.Add($"name {i}");
        int[] degrees = [.. Enumerable.Range(0, nodes).Select(_ => random.Next(7))];
        for (int i = 0; i < nodes; i++)
            graph.AddNode((NodeType)random.Next(15), random.Next(1000), (uint)(random.NextInt64(1L << random.Next(1, 32)) | 1), random.NextInt64(1L << random.Next(1, 40)), degrees[i]);
        for (int i = 0; i < degrees.Sum(); i++)
        {
            var type = (EdgeType)random.Next(7);
            graph.AddEdge(type, type.IsIndexed() ? random.Next(1 << random.Next(1, 31)) : random.Next(1000), random.Next(nodes));
        }
        return graph.Build(strings.Build());
    }
}
