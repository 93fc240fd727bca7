using System.IO.Compression;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Damaged files are refused or read; whatever is read can be analyzed. The seeds are fixed, so a failure comes again.</summary>
public sealed class FuzzTests
{
    // What one reading may take beside the file: windows of 1 MiB and batches, whatever the file says.
    const long MostBytes = 6 << 20;

    static readonly HeapGraph small = Snapshots.Small().Graph;

    // The ids of a trace tree that repeat, and nodes that point at them, are cycles to whoever follows ids.
    static readonly Dictionary<string, string> recorded = new()
    {
        ["trace_function_infos"] = "[0,1,1,0,0,0,1,2,1,7,11,24\n,2,1,1,7,1,1]",
        ["trace_tree"] = "[1,0,0,0,[2,1,3,96,[3,2,1,16,[1,1,1,8,[]]],2,1,1,1,[]]]",
        ["samples"] = "[0,5\n,51000,17\n,102000,35]",
        ["scopes"] = "[{\"a\":[null,true,-1.5e+3]}]",
    };

    static readonly string[] sources =
    [
        SnapshotText.Of(small),
        SnapshotText.Of(small, SnapshotLayout.Node16 with { Counts = false }),
        SnapshotText.Of(small, new() { Keys = ["edges", "nodes", "locations", "snapshot", "strings"] }),
        SnapshotText.Of(small, SnapshotLayout.Node16 with { Keys = [.. SnapshotLayout.Node16.Keys[..^1], "scopes", "strings"], Extra = recorded }),
    ];

    [Fact]
    public void A_damaged_snapshot_is_refused_or_can_be_analyzed() =>
        Attack(20_000, 20_260_101, Encoding.UTF8.GetBytes, bytes => Snapshots.Read(bytes));

    [Fact]
    public void A_damaged_snapshot_in_a_pipe_is_refused_or_can_be_analyzed() =>
        Attack(1_500, 20_260_102, Encoding.UTF8.GetBytes, bytes => Snapshots.Read(new ChunkedStream(bytes, seekable: false, 97)));

    [Fact]
    public void A_damaged_snapshot_in_a_file_is_refused_or_can_be_analyzed()
    {
        string path = Path.GetTempFileName();
        try
        {
            Attack(2_000, 20_260_103, Encoding.UTF8.GetBytes, bytes =>
            {
                File.WriteAllBytes(path, bytes);
                return SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_damaged_snapshot_is_salvaged_or_refused() =>
        Attack(3_000, 20_260_104, Encoding.UTF8.GetBytes, bytes => SnapshotSalvage.Read(new MemoryStream(bytes), new(), TestContext.Current.CancellationToken).Graph);

    [Fact]
    public void A_damaged_snapshot_in_gzip_is_refused_or_can_be_analyzed() =>
        Attack(1_000, 20_260_105, Encoding.UTF8.GetBytes, bytes => Snapshots.Read(Gzip(bytes)));

    [Fact]
    public void Damaged_gzip_is_refused_or_can_be_analyzed() =>
        Attack(1_000, 20_260_106, text => Gzip(Encoding.UTF8.GetBytes(text)), bytes => Snapshots.Read(bytes), leastAccepted: 0);

    // Most changes of a number or a name leave a snapshot; if none or all did, the test would test nothing.
    static void Attack(int times, int seed, Func<string, byte[]> encode, Func<byte[], HeapGraph> read, double leastAccepted = 0.1)
    {
        byte[][] encoded = [.. sources.Select(encode)];
        var mutator = new Mutator(seed);
        int accepted = 0;
        for (int i = 0; i < times; i++)
        {
            byte[] damaged = mutator.Damage(encoded[i % encoded.Length]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                HeapGraph graph = read(damaged);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
                Analyze(graph);
                accepted++;
            }
            catch (SnapshotFormatException e)
            {
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
                Assert.InRange(e.Offset, 0, Math.Max(damaged.Length, 20_000));
            }
            catch (Exception e) when (e is not (OperationCanceledException or Xunit.Sdk.XunitException))
            {
                Assert.Fail($"mutation {i} fails with {e}\n{Encoding.UTF8.GetString(damaged)}");
            }
        }
        Assert.InRange(accepted, times * leastAccepted, times * 0.95);
    }

    static void Analyze(HeapGraph graph)
    {
        IndexedHeap heap = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
        RootPaths paths = RootPaths.Build(graph, heap.Ephemerons);
        ScriptNames.Find(graph);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            NodeNames.Of(graph[new NodeIndex(node)]);
            paths.PathTo(new(node));
        }
    }

    static byte[] Gzip(byte[] bytes)
    {
        var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return result.ToArray();
    }
}
