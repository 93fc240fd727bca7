using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Writing;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Writing;

/// <summary>A snapshot that we wrote is read as the graph that it was.</summary>
public sealed class SnapshotFileWriterTests
{
    [Fact]
    public void Graphs_come_back_as_they_were()
    {
        var random = new Random(7);
        for (int round = 0; round < 40; round++)
        {
            HeapGraph graph = RandomGraphs.Next(random);
            var file = new MemoryStream();
            SnapshotFileWriter.Write(graph, file, TestContext.Current.CancellationToken);
            file.Position = 0;
            Assert.Equal(GraphDump.Of(graph), GraphDump.Of(SnapshotReader.Read(file, new(), TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public void Quotes_line_feeds_and_lone_surrogates_are_kept()
    {
        var strings = new StringTableBuilder();
        var builder = new HeapGraphBuilder();
        builder.AddNode(NodeType.Synthetic, strings.Add("a \"quoted\" \\ line\n \uD800 end"), 1, 0, 0);
        HeapGraph graph = builder.Build(strings.Build());
        var file = new MemoryStream();
        SnapshotFileWriter.Write(graph, file, TestContext.Current.CancellationToken);
        file.Position = 0;
        Assert.Equal("a \"quoted\" \\ line\n \uD800 end", SnapshotReader.Read(file, new(), TestContext.Current.CancellationToken)[NodeIndex.Root].RawName);
    }
}
