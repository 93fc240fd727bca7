using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>Damaged files are refused or read; whatever is read can be analyzed. The seed is fixed, so a failure comes again.</summary>
public sealed class FuzzTests
{
    const int Mutations = 20_000;

    static readonly byte[] interesting = Encoding.ASCII.GetBytes("0123456789,[]{}\":\\ \n-.eu\0");

    [Fact]
    public void A_damaged_snapshot_is_refused_or_can_be_analyzed()
    {
        HeapGraph small = Snapshots.Small().Graph;
        byte[][] sources =
        [
            Encoding.UTF8.GetBytes(SnapshotText.Of(small)),
            Encoding.UTF8.GetBytes(SnapshotText.Of(small, SnapshotLayout.Node16 with { Counts = false })),
            Encoding.UTF8.GetBytes(SnapshotText.Of(small, new() { Keys = ["edges", "nodes", "locations", "snapshot", "strings"] })),
        ];
        var random = new Random(20_260_101);
        int accepted = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = Mutate(sources[i % sources.Length], random);
            try
            {
                Analyze(Snapshots.Read(mutated));
                accepted++;
            }
            catch (SnapshotFormatException)
            {
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"mutation {i} fails with {e}\n{Encoding.UTF8.GetString(mutated)}");
            }
        }
        // Most changes of a number or a name leave a snapshot; if none or all did, the test would test nothing.
        Assert.InRange(accepted, Mutations / 10, Mutations * 9 / 10);
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

    static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = new List<byte>(source);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = interesting[random.Next(interesting.Length)];
                    break;
                case 2:
                    bytes.Insert(at, interesting[random.Next(interesting.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    int digit = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                        bytes[digit] = (byte)('0' + random.Next(10));
                    break;
            }
        }
        return [.. bytes];
    }
}
