using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

public sealed class ProgressTests
{
    static readonly byte[] bytes = Encoding.UTF8.GetBytes(SnapshotText.Of(Snapshots.Small().Graph));

    [Fact]
    public void Progress_tells_the_bytes_read_and_the_size_of_a_file()
    {
        var steps = new Steps();
        SnapshotReader.Read(new ChunkedStream(bytes, seekable: true, 700), new() { Progress = steps }, TestContext.Current.CancellationToken);
        Assert.Equal(new ReadProgress(700, bytes.Length), steps.Seen[0]);
        Assert.Equal(new ReadProgress(bytes.Length, bytes.Length), steps.Seen[^1]);
    }

    [Fact]
    public void The_size_of_a_pipe_is_not_known()
    {
        var steps = new Steps();
        SnapshotReader.Read(new ChunkedStream(bytes, seekable: false, 700), new() { Progress = steps }, TestContext.Current.CancellationToken);
        Assert.All(steps.Seen, s => Assert.Equal(-1, s.TotalBytes));
    }

    [Fact]
    public void Reading_stops_when_it_is_told_to()
    {
        using var cancel = new CancellationTokenSource();
        var steps = new Steps { Next = s => { if (s.BytesRead >= 1000) cancel.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => SnapshotReader.Read(new ChunkedStream(bytes, seekable: true, 100), new() { Progress = steps }, cancel.Token));
        Assert.Equal(1000, steps.Seen[^1].BytesRead);
    }

    [Fact]
    public void Indexing_stops_when_it_is_told_to() =>
        Assert.Throws<OperationCanceledException>(() => IndexedHeap.Build(Snapshots.Small().Graph, new CancellationToken(canceled: true)));

    [Fact]
    public void A_file_is_read_from_its_path_and_closed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            HeapGraph graph = SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken);
            Assert.Equal(GraphDump.Of(Snapshots.Small().Graph), GraphDump.Of(graph));
            using FileStream again = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.Equal(bytes.Length, again.Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_stream_stays_open()
    {
        using var stream = new MemoryStream(bytes);
        Snapshots.Read(stream);
        Assert.True(stream.CanRead);
    }

    sealed class Steps : IProgress<ReadProgress>
    {
        public List<ReadProgress> Seen { get; } = [];

        public Action<ReadProgress>? Next { get; init; }

        public void Report(ReadProgress value)
        {
            Seen.Add(value);
            Next?.Invoke(value);
        }
    }
}
