using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Saving;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Saving;

/// <summary>A heap from its saved index is the heap that was saved, and no index is trusted that does not belong to the file.</summary>
public sealed class SavedIndexTests : IDisposable
{
    static readonly TextGraph small = TextGraph.Parse("""
        root -> app(object:10) -> cache(object:20) -> a(object:30); cache -> b(native:5368709120); app ~> c(closure:7); c -> a
        app -[4294967294]-> far(array:50)
        """);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("heaptrail-index-");
    readonly List<string> notices = [];

    string Snapshot => Path.Combine(folder.FullName, "a.heapsnapshot");
    string Index => Snapshot + IndexPlaces.Extension;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_heap_from_its_index_says_the_same()
    {
        var random = new Random(11);
        for (int round = 0; round < 60; round++)
        {
            File.Delete(Index);
            Write(round == 0 ? small.Graph : RandomGraphs.Next(random));
            string expected = Dump(Open(IndexUse.None));
            Assert.Equal(expected, Dump(Open()));
            Assert.True(File.Exists(Index));
            Assert.Equal(expected, Dump(Open()));
        }
        Assert.Empty(notices);
    }

    [Fact]
    public void A_look_at_one_object_reads_its_blocks_alone_and_a_look_at_all_finds_the_damage()
    {
        Write(Hub(120_000));
        using (IndexedHeap saved = Open())
        {
        }
        byte[] bytes = File.ReadAllBytes(Index);
        for (int at = 1 << 17; at < bytes.Length - (1 << 17); at += BlockSums.Block * 3)
            bytes[at] ^= 1;
        File.WriteAllBytes(Index, bytes);

        using IndexedHeap damaged = Open();
        Column<uint> targets = damaged.Graph.EdgeTargets;
        int[] places = [.. Enumerable.Range(0, targets.Length / 1024).Select(i => i * 1024)];
        int[] readable = [.. places.Where(IsReadable)];
        Assert.InRange(readable.Length, places.Length / 3, places.Length - 16);
        Assert.Throws<IndexFormatException>(() => targets.Span.Length);
        Assert.Equal(readable, places.Where(IsReadable));

        bool IsReadable(int place)
        {
            try
            {
                _ = targets[place];
                return true;
            }
            catch (IndexFormatException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void Values_beyond_the_end_of_a_column_are_refused_before_and_after_it_was_read()
    {
        Write(Hub(120_000));
        using (IndexedHeap saved = Open())
        {
        }
        using IndexedHeap heap = Open();
        Column<uint> ids = heap.Graph.NodeIds;
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Slice(ids.Length, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Slice(1, ids.Length));
        Assert.Equal(0, ids.Slice(ids.Length, 0).Length);
        Assert.Equal(ids.Length, ids.Span.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => ids.Slice(ids.Length, 1));
    }

    [Fact]
    public void Columns_that_went_to_the_file_while_the_index_was_built_are_still_there()
    {
        Write(Hub(120_000));
        using IndexedHeap plain = Open(IndexUse.None);
        using IndexedHeap saved = Open();
        using IndexedHeap opened = Open();
        foreach (IndexedHeap heap in (IndexedHeap[])[saved, opened])
        {
            Assert.Equal(plain.Graph.EdgeLabels.Span, heap.Graph.EdgeLabels.Span);
            Assert.Equal(plain.Graph.EdgeTargets.Span, heap.Graph.EdgeTargets.Span);
            Assert.Equal(plain.Retainers.Sources.Span, heap.Retainers.Sources.Span);
            Assert.Equal(plain.Dominators.Dominators.Span, heap.Dominators.Dominators.Span);
            Assert.Equal(plain.Distances.Distances.Span, heap.Distances.Distances.Span);
            Assert.Equal(plain.Frequent.Summary, heap.Frequent.Summary);
            Assert.Equal(DominatedTree.Build(plain, NodeIndex.Root, new() { Depth = 2, Top = 5 }).Where(row => row.Level == 1), DominatedTree.Build(heap, NodeIndex.Root, new() { Top = 5 }).Where(row => row.Level == 1));
        }
    }

    [Fact]
    public void An_index_is_used_and_not_the_snapshot()
    {
        Write(small.Graph);
        _ = Open();
        DateTime changed = File.GetLastWriteTimeUtc(Index);
        _ = Open();
        Assert.Equal(changed, File.GetLastWriteTimeUtc(Index));
        _ = Open(IndexUse.Renew);
        Assert.NotEqual(changed, File.GetLastWriteTimeUtc(Index));
    }

    [Fact]
    public void An_index_is_as_private_as_a_snapshot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs modes of files");
        Write(small.Graph);
        _ = Open();
#pragma warning disable CA1416 // skipped above where there are none
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Index));
#pragma warning restore CA1416
    }

    [Fact]
    public void Small_snapshots_and_those_without_one_leave_nothing_behind()
    {
        Write(small.Graph);
        _ = Open(IndexUse.None);
        _ = HeapFile.Open(Snapshot, new(), TestContext.Current.CancellationToken);
        Assert.Equal([Snapshot], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void The_index_of_a_snapshot_that_changed_is_built_again()
    {
        Write(small.Graph);
        _ = Open();
        File.SetLastWriteTimeUtc(Snapshot, DateTime.UtcNow.AddSeconds(-5));
        string expected = Dump(Open(IndexUse.None));
        Assert.Equal(expected, Dump(Open()));
        Assert.Equal([$"the index {Index} belongs to another state of the snapshot: it is built again"], notices);
    }

    [Fact]
    public void The_index_of_another_snapshot_is_built_again()
    {
        Write(TextGraph.Parse("root -> x(object:1) -> y(object:2)").Graph);
        _ = Open();
        byte[] foreign = File.ReadAllBytes(Index);
        Write(small.Graph);
        File.WriteAllBytes(Index, foreign);
        Assert.Equal(Dump(Open(IndexUse.None)), Dump(Open()));
        Assert.Single(notices);
        File.WriteAllText(Index, "my notes");
        Assert.Equal(Dump(Open(IndexUse.None)), Dump(Open()));
        Assert.Equal($"the index {Index} is no index: it is built again", notices[^1]);
    }

    [Fact]
    public void An_index_that_is_cut_off_is_built_again()
    {
        Write(small.Graph);
        string expected = Dump(Open());
        byte[] whole = File.ReadAllBytes(Index);
        for (int length = 0; length < whole.Length; length += length < 200 ? 7 : 4001)
        {
            notices.Clear();
            File.WriteAllBytes(Index, whole[..length]);
            Assert.Equal(expected, Dump(Open()));
            Assert.Single(notices);
        }
    }

    [Fact]
    public void Damage_is_never_shown_as_a_heap()
    {
        Write(small.Graph);
        string expected = Dump(Open());
        byte[] whole = File.ReadAllBytes(Index);
        var random = new Random(3);
        int seen = 0;
        // Most of a small index is room between columns, where a change does no harm.
        int[] something = [.. Enumerable.Range(0, whole.Length).Where(i => whole[i] != 0)];
        for (int round = 0; round < 400; round++)
        {
            int at = round % 10 == 0 ? random.Next(whole.Length) : something[random.Next(something.Length)];
            notices.Clear();
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Index, damaged);
            try
            {
                Assert.Equal(expected, Dump(Open()));
                seen += notices.Count;
            }
            catch (IndexFormatException)
            {
                seen++;
            }
        }
        Assert.InRange(seen, 300, int.MaxValue);
    }

    [Fact]
    public void Files_of_killed_processes_are_removed_and_those_of_others_stay()
    {
        Write(small.Graph);
        string dead = $"{Index}.999999999-x.tmp";
        string alive = $"{Index}.{Environment.ProcessId}-x.tmp";
        File.WriteAllText(dead, "");
        File.WriteAllText(alive, "");
        _ = Open();
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_has_its_indices_in_the_cache_folder_which_is_kept_small()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        Write(small.Graph);
        string cache = Path.Combine(folder.FullName, "cache");
        for (int i = 0; i < 4; i++)
        {
            using FileStream file = File.OpenRead(Snapshot);
            string path = $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}";
            using IndexedHeap heap = HeapFile.Open(path, new() { SmallestIndexed = 0, CacheFolder = cache, CacheBytes = 1, Notice = notices.Add }, TestContext.Current.CancellationToken);
            Assert.Equal(small.Graph.NodeCount, heap.Graph.NodeCount);
            Assert.Single(Directory.GetFiles(cache));
        }
        Assert.False(File.Exists(Index));
    }

    [Fact]
    public void A_place_that_is_taken_costs_the_index_and_not_the_heap()
    {
        Write(small.Graph);
        Directory.CreateDirectory(Index);
        Assert.Equal(Dump(Open(IndexUse.None)), Dump(Open()));
        Assert.StartsWith($"the index {Index} was not saved: ", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_is_read_from_its_file()
    {
        File.WriteAllText(Snapshot, new RecordingText { Tree = "[1,0,8,328,[]]" }.Text());
        Assert.NotNull(Open().Graph.Recording);
        Assert.NotNull(Open().Graph.Recording);
        Assert.False(File.Exists(Index));
    }

    static HeapGraph Hub(int objects)
    {
        var sketch = new GraphSketch();
        int hub = sketch.Add(NodeType.Array, "hub");
        sketch.Link(0, EdgeType.Shortcut, "global", hub);
        for (int i = 0; i < objects; i++)
            sketch.Link(hub, EdgeType.Element, $"{i}", sketch.Add(NodeType.Object, $"class{i % 7}", 16));
        return sketch.Build();
    }

    void Write(HeapGraph graph) => File.WriteAllText(Snapshot, SnapshotText.Of(graph));

    IndexedHeap Open(IndexUse use = IndexUse.Auto) =>
        HeapFile.Open(Snapshot, new() { SmallestIndexed = 0, Index = use, Notice = notices.Add }, TestContext.Current.CancellationToken);

    static string Dump(IndexedHeap heap)
    {
        var text = new StringBuilder(GraphDump.Of(heap.Graph));
        for (int i = 0; i < heap.Graph.NodeCount; i++)
        {
            var node = new NodeIndex(i);
            text.Append($"\n{i}: {heap.Classes.NameOf(node)} {heap.ShallowSizes[node]} {heap.RetainedSizes[node]} {heap.Distances[node]} dominated by {heap.Dominators[node].Value}, held by");
            foreach (HeapEdge edge in heap.Retainers[node])
                text.Append($" {edge.Index.Value}{(heap.IsEssential(edge.Index) ? "" : "?")} {heap.Ephemerons.PartOf(edge.Index)}");
            for (int child = 0; child < heap.Dominated.CountOf(node); child++)
                text.Append($" {heap.Dominated[node, child].Value}");
        }
        foreach (SummaryRow row in heap.Frequent.Summary)
            text.Append($"\n{row}");
        return text.Append($"\n{heap.Frequent.Statistics} {heap.Frequent.NodeVersion} {heap.Frequent.ScriptNames.Count}").ToString();
    }
}
