using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Saving;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>Whoever presses Ctrl+C does not wait for an index of millions of nodes, and finds no half file.</summary>
public sealed class CancellationTests
{
    const int Nodes = 200_000;

    static readonly CancellationToken stopped = new(canceled: true);

    [Fact]
    public void Every_index_stops_on_its_way()
    {
        HeapGraph graph = Chain();
        using var search = DepthFirstSearch.Run(graph, CancellationToken.None);
        var retainers = RetainerIndex.Build(graph, search, CancellationToken.None);
        var dominators = DominatorTree.Build(search, retainers, CancellationToken.None);
        SizeColumn shallow = ShallowSizes.Compute(graph, CancellationToken.None);
        var ephemerons = EphemeronEdges.Build(graph);

        Action[] indices =
        [
            () => EphemeronEdges.Compute(graph, stopped), () => ClassIndex.Compute(graph, null, stopped), () => DepthFirstSearch.Run(graph, stopped),
            () => RetainerIndex.Build(graph, search, stopped), () => ShallowSizes.Compute(graph, stopped), () => RetainedSizes.Build(dominators, shallow, ColumnMemory.Native, stopped),
            () => DistanceIndex.Build(graph, ephemerons, DistanceIndex.SpecialNames.Find(graph.Strings), [], stopped), () => DominatorTree.Build(search, retainers, stopped),
        ];

        Assert.All(indices, index => Assert.Throws<OperationCanceledException>(index));
    }

    [Fact]
    public void What_is_stopped_while_it_saves_leaves_no_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("heaptrail-cancel-");
        try
        {
            string path = Path.Combine(folder.FullName, "a.heapsnapshot");
            using (FileStream file = File.Create(path))
            using (Stream text = SnapshotText.Stream(Chain()))
                text.CopyTo(file);
            long bytes = new FileInfo(path).Length;
            using var cancel = new CancellationTokenSource();
            // All is read by then, and nothing is indexed.
            var options = new HeapFileOptions { SmallestIndexed = 0, Reader = new() { Progress = new Watch(read => { if (read >= bytes) cancel.Cancel(); }) } };

            Assert.ThrowsAny<OperationCanceledException>(() => HeapFile.Open(path, options, cancel.Token));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
            using IndexedHeap heap = HeapFile.Open(path, options with { Reader = new() }, TestContext.Current.CancellationToken);
            Assert.Equal(2, Directory.GetFiles(folder.FullName).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Chunks_cover_everything_once()
    {
        foreach (int length in (int[])[0, 1, Chunks.Size - 1, Chunks.Size, Chunks.Size + 1, (3 * Chunks.Size) + 7])
        {
            int seen = 0;
            for (int begin = 0, end; begin < length; begin = end)
            {
                end = Chunks.EndOf(begin, length, CancellationToken.None);
                Assert.InRange(end - begin, 1, Chunks.Size);
                seen += end - begin;
            }
            Assert.Equal(length, seen);
        }
    }

    static HeapGraph Chain()
    {
        var sketch = new GraphSketch();
        int last = 0;
        for (int i = 0; i < Nodes; i++)
        {
            int node = sketch.Add(NodeType.Object, "Object", 8);
            sketch.Link(last, last == 0 ? EdgeType.Shortcut : EdgeType.Property, $"p{i % 5}", node);
            last = node;
        }
        return sketch.Build();
    }

    sealed class Watch(Action<long> seen) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => seen(value.BytesRead);
    }
}
