using System.Globalization;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Every bound on an untrusted file, with a value just too small and with absurd claims of the file.</summary>
public sealed class LimitTests
{
    static readonly HeapGraph graph = TextGraph.Parse("root -> a(object:10) -> b(object:20); root -> b").Graph;
    static readonly string text = SnapshotText.Of(graph);
    static readonly string uncounted = SnapshotText.Of(graph, new() { Counts = false });

    [Fact]
    public void The_number_of_nodes_is_bounded()
    {
        Assert.Equal("nodes: 3 exceeds the maximum of 2", Refusal(text, new() { MaxNodes = 2 }));
        Assert.Equal("nodes: 3 exceeds the maximum of 2", Refusal(uncounted, new() { MaxNodes = 2 }));
        Assert.Equal(3, Snapshots.Read(Encoding.UTF8.GetBytes(text), new() { MaxNodes = 3 }).NodeCount);
    }

    [Fact]
    public void The_number_of_edges_is_bounded()
    {
        Assert.Equal("edges: 3 exceeds the maximum of 2", Refusal(text, new() { MaxEdges = 2 }));
        Assert.Equal("edges: 3 exceeds the maximum of 2", Refusal(uncounted, new() { MaxEdges = 2 }));
        Assert.Equal(3, Snapshots.Read(Encoding.UTF8.GetBytes(text), new() { MaxEdges = 3 }).EdgeCount);
    }

    [Fact]
    public void More_edges_than_the_nodes_promise_are_bounded_too()
    {
        string more = uncounted.Replace("\"edges\":[", $"\"edges\":[{string.Concat(Enumerable.Repeat("2,2,6,", 7))}", StringComparison.Ordinal);
        Assert.Equal("edges: 6 exceeds the maximum of 5", Refusal(more, new() { MaxEdges = 5 }));
    }

    [Fact]
    public void The_number_of_strings_is_bounded()
    {
        Assert.Equal("strings: 4 exceeds the maximum of 3", Refusal(text, new() { MaxStrings = 3 }));
        Assert.Equal(4, Snapshots.Read(Encoding.UTF8.GetBytes(text), new() { MaxStrings = 4 }).Strings.Count);
    }

    [Fact]
    public void The_length_of_a_string_is_bounded()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(graph, new() { MoreStrings = [new string('x', 100)] }));
        Assert.Equal(5, Snapshots.Read(bytes, new() { MaxStringBytes = 100 }).Strings.Count);
        Assert.Equal("bytes of a string: 100 exceeds the maximum of 99", Refusal(new MemoryStream(bytes), new() { MaxStringBytes = 99 }));
    }

    [Fact]
    public void A_string_without_an_end_is_given_up_early()
    {
        var endless = new PartStream(Enumerable.Repeat(new string('\n', 1 << 16), 1 << 20).Prepend(text[..^2] + ",\""));
        Assert.EndsWith("exceeds the maximum of 3,000,000", Refusal(endless, new() { MaxStringBytes = 3_000_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_is_bounded()
    {
        Assert.Equal("bytes of \"snapshot\": 101 exceeds the maximum of 100", Refusal(text, new() { MaxHeaderBytes = 100 }));
        var endless = new PartStream(Enumerable.Repeat("\"more\":1,", 1 << 30).Prepend("{\"snapshot\":{"));
        Assert.Equal("bytes of \"snapshot\": 1,048,577 exceeds the maximum of 1,048,576", Refusal(endless, new()));
    }

    [Fact]
    public void The_fields_of_a_record_are_bounded()
    {
        Assert.Equal("fields of a record: 6 exceeds the maximum of 5", Refusal(text, new() { MaxFields = 5 }));
        string[] many = [.. SnapshotLayout.Node24.NodeFields, .. Enumerable.Range(0, 59).Select(i => $"f{i}")];
        Assert.Equal("fields of a record: 65 exceeds the maximum of 64", Refusal(SnapshotText.Of(graph, new() { NodeFields = many })));
        Assert.Equal(3, Snapshots.Read(SnapshotText.Of(graph, new() { NodeFields = many[..^1] })).NodeCount);
    }

    [Fact]
    public void The_types_of_nodes_that_are_not_known_are_bounded()
    {
        string[] Types(int count) => [.. SnapshotLayout.Node24.NodeTypes, .. Enumerable.Range(0, count).Select(i => $"t{i}")];
        Assert.Equal(3, Snapshots.Read(SnapshotText.Of(graph, new() { NodeTypes = Types(239) })).NodeCount);
        Assert.Equal("unknown node types: 240 exceeds the maximum of 239", Refusal(SnapshotText.Of(graph, new() { NodeTypes = Types(240) })));
    }

    [Fact]
    public void A_key_without_an_end_is_given_up_early() =>
        Assert.Contains("where the end of a key was expected", Refusal(new PartStream(Enumerable.Repeat("key", 1 << 30).Prepend("{\"")), new()), StringComparison.Ordinal);

    [Theory]
    [InlineData("node_count")]
    [InlineData("edge_count")]
    public void No_memory_is_taken_for_what_a_header_claims(string count)
    {
        foreach (long claim in new[] { 1_900_000_000, 1_000_000_000_000_000_000 })
        {
            string absurd = text.Replace($"\"{count}\":3", string.Create(CultureInfo.InvariantCulture, $"\"{count}\":{claim}"), StringComparison.Ordinal);
            foreach (long limit in new[] { new SnapshotLimits().MaxNodes, long.MaxValue })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Refusal(absurd, new() { MaxNodes = limit, MaxEdges = limit });
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
            }
        }
    }

    [Fact]
    public void The_bytes_of_the_text_are_bounded()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(3, Snapshots.Read(bytes, new() { MaxBytes = bytes.Length }).NodeCount);
        string refusal = $"bytes of text: {bytes.Length:N0} exceeds the maximum of {bytes.Length - 1:N0}";
        Assert.Equal(refusal, Refusal(text, new() { MaxBytes = bytes.Length - 1 }));
        Assert.Equal(refusal, Refusal(new ChunkedStream(bytes, seekable: false, 10_000), new() { MaxBytes = bytes.Length - 1 }));
    }

    [Fact]
    public void A_bound_must_be_positive()
    {
        Func<int, SnapshotLimits>[] bounds =
        [
            value => new() { MaxNodes = value }, value => new() { MaxEdges = value }, value => new() { MaxStrings = value }, value => new() { MaxBytes = value },
            value => new() { MaxStringBytes = value }, value => new() { MaxHeaderBytes = value }, value => new() { MaxFields = value },
        ];
        foreach (Func<int, SnapshotLimits> bound in bounds)
        {
            foreach (int absurd in new[] { 0, -1, int.MinValue })
                Assert.Contains(" must be positive, not ", Assert.Throws<ArgumentOutOfRangeException>(() => bound(absurd)).Message, StringComparison.Ordinal);
            Assert.NotEqual(default, bound(1));
        }
    }

    [Fact]
    public void Bounds_that_nobody_set_are_the_usual_ones()
    {
        SnapshotLimits none = default;
        Assert.Equal((2_000_000_000, 64L << 30, 64), (none.MaxNodes, none.MaxBytes, none.MaxFields));
        Assert.Equal(none, new SnapshotLimits());
        Assert.Equal(3, SnapshotReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), default, TestContext.Current.CancellationToken).NodeCount);
    }

    [Fact]
    public void A_node_may_not_promise_more_edges_than_the_bound() =>
        Assert.Equal(
            "edges: 1,000,000,000,000,000,000 exceeds the maximum of 2,000,000,000",
            Refusal(uncounted.Replace("[9,1,1,0,2,", "[9,1,1,0,1000000000000000000,", StringComparison.Ordinal)));

    static string Refusal(string text, SnapshotLimits? limits = null) => Snapshots.Refuse(text, limits).Problem();

    static string Refusal(Stream stream, SnapshotLimits limits) => Assert.Throws<SnapshotFormatException>(() => Snapshots.Read(stream, limits)).Problem();
}
