using System.Diagnostics;
using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Reading;

/// <summary>The sections of a recording are read whatever their size and depth, and refused where they contradict themselves.</summary>
public sealed class TraceTreeTests
{
    const string Tree = "[1,0,8,328,[2,1,0,0,[3,2,4,100,[5,3,1,20,[]],4,3,2,50,[]],6,3,7,70,[]]]";

    [Fact]
    public void The_tree_is_read_with_parents_functions_and_figures()
    {
        CallTree tree = new RecordingText { Tree = Tree }.Read().Recording!.Stacks!;
        Assert.Equal([-1, 0, 1, 2, 1, 0], tree.ParentOf);
        Assert.Equal([0, 1, 2, 3, 3, 3], tree.FunctionOf);
        Assert.Equal([8, 0, 4, 1, 2, 7], tree.Counts);
        Assert.Equal([328, 0, 100, 20, 50, 70], tree.Bytes);
        Assert.Equal(new AllocationFunction("work", "/srv/app/main.js", 7, 5, 10), tree.Functions[2]);
    }

    [Fact]
    public void White_space_and_line_feeds_do_not_matter()
    {
        CallTree expected = new RecordingText { Tree = Tree }.Read().Recording!.Stacks!;
        foreach (string text in new[] { new RecordingText { Tree = Tree, LineFeeds = true }.Text(), SnapshotText.Spread(new RecordingText { Tree = Tree }.Text(), " \r\n\t") })
        {
            CallTree tree = Snapshots.Read(text).Recording!.Stacks!;
            Assert.Equal(expected.ParentOf, tree.ParentOf);
            Assert.Equal(expected.Bytes, tree.Bytes);
            Assert.Equal(expected.Functions, tree.Functions);
        }
    }

    [Fact]
    public void The_tree_reads_the_same_however_the_file_is_cut()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new RecordingText { Tree = Tree, Samples = "[1000,3,51000,9]" }.Text());
        for (int size = 1; size < 60; size += 7)
        {
            AllocationRecording recording = Snapshots.Read(new ChunkedStream(bytes, false, size)).Recording!;
            Assert.Equal([328, 0, 100, 20, 50, 70], recording.Stacks!.Bytes);
            Assert.Equal([new(1000, 3), new(51000, 9)], recording.Samples);
        }
    }

    [Fact]
    public void The_order_of_the_fields_is_that_of_the_header()
    {
        CallTree tree = new RecordingText
        {
            TreeFields = ["children", "size", "age", "id", "count", "function_info_index"],
            Tree = "[[[],20,77,2,1,3,[],30,77,3,2,1],10,77,1,5,0]",
        }.Read().Recording!.Stacks!;
        Assert.Equal([-1, 0, 0], tree.ParentOf);
        Assert.Equal([0, 3, 1], tree.FunctionOf);
        Assert.Equal([10, 20, 30], tree.Bytes);
        Assert.Equal([5, 1, 2], tree.Counts);
    }

    [Fact]
    public void A_tree_of_many_thousand_levels_is_read()
    {
        const int Depth = 100_000;
        string deep = string.Concat(Enumerable.Range(1, Depth).Select(i => $"[{i},{(i == 1 ? 0 : 2)},1,10,")) + "[]" + new string(']', Depth);
        AllocationRecording recording = new RecordingText { Tree = deep, Stacks = [("a", Depth)] }.Read().Recording!;
        Assert.Equal(Depth, recording.Stacks!.Count);
        Assert.Equal(Depth - 1, recording.StackOf(1));
    }

    [Fact]
    public void A_tree_of_a_million_calls_is_read_in_linear_time()
    {
        var text = new StringBuilder("[1,0,1,1,[");
        for (int i = 2; i <= 1_000_000; i++)
            text.Append(i == 2 ? "" : ",").Append(i).Append(",3,1,24,[]");
        var watch = Stopwatch.StartNew();
        CallTree tree = new RecordingText { Tree = text.Append("]]").ToString() }.Read().Recording!.Stacks!;
        Assert.Equal(1_000_000, tree.Count);
        Assert.Equal(24 * 999_999L + 1, tree.Bytes.Sum());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void The_stack_of_a_node_is_found_by_its_id_and_other_ids_are_harmless()
    {
        TextGraph graph = TextGraph.Parse("root -> a(object:10); root -> b(object:10); root -> c(object:10)");
        AllocationRecording recording = new RecordingText { Graph = graph, Tree = Tree, Stacks = [("a", 5), ("b", 99)] }.Read().Recording!;
        Assert.Equal([3, -1, -1], new[] { "a", "b", "c" }.Select(label => recording.StackOf(graph[label].Value)));
    }

    [Fact]
    public void Both_readers_keep_the_stacks_of_nodes()
    {
        string path = Path.GetTempFileName();
        try
        {
            TextGraph graph = TextGraph.Parse(string.Join("; ", Enumerable.Range(0, 40_000).Select(i => $"root -[{i}]-> n{i}(object:8)")));
            File.WriteAllText(path, new RecordingText { Graph = graph, Tree = Tree, Stacks = [("n0", 3), ("n39999", 6)], LineFeeds = true }.Text());
            AllocationRecording recording = SnapshotReader.ReadFile(path, new(), TestContext.Current.CancellationToken).Recording!;
            Assert.Equal([2, -1, 5], new[] { "n0", "n20000", "n39999" }.Select(label => recording.StackOf(graph[label].Value)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_snapshot_without_a_recording_has_none() =>
        Assert.Null(new RecordingText().Read().Recording);

    [Fact]
    public void Times_without_stacks_are_a_recording_too()
    {
        AllocationRecording recording = new RecordingText { Samples = "[0,3\n,50000,9\n]" }.Read().Recording!;
        Assert.Null(recording.Stacks);
        Assert.Equal([new(0, 3), new(50000, 9)], recording.Samples);
    }

    [Fact]
    public void There_may_be_more_functions_than_the_header_says()
    {
        string text = new RecordingText { Tree = Tree }.Text();
        Assert.Contains("\"trace_function_count\":0", text, StringComparison.Ordinal);
        Assert.Equal(4, Snapshots.Read(text).Recording!.Stacks!.Functions.Count);
    }

    [Theory]
    [InlineData("[1,0,8,328,[2,1,0,0,[]]", "',' in \"trace_tree\" where ']' was expected at byte ")]
    [InlineData("[1,0,8]", "\"trace_tree\" ends within a record of 5 numbers at byte ")]
    [InlineData("[1,0,8,328]", "\"trace_tree\" ends within a record of 5 numbers at byte ")]
    [InlineData("[1,0,8,328,[2]]", "\"trace_tree\" ends within a record of 5 numbers at byte ")]
    [InlineData("[1,0,8,328,9]", "'9' in \"trace_tree\" where '[' was expected at byte ")]
    [InlineData("[1,[],8,328,[]]", "'[' in \"trace_tree\" where an unsigned integer was expected at byte ")]
    [InlineData("[1,0,8,328,[],2,0,8,328,[]]", "',' in \"trace_tree\" where ']' was expected at byte ")]
    [InlineData("[1,0,-8,328,[]]", "'-' in \"trace_tree\" where an unsigned integer was expected at byte ")]
    [InlineData("[1,0,8 8,328,[]]", "'8' in \"trace_tree\" where ',' or ']' was expected at byte ")]
    [InlineData("[1,0,,328,[]]", "',' in \"trace_tree\" where an unsigned integer was expected at byte ")]
    [InlineData("[1,0,8,328,[],]", "',' in \"trace_tree\" where ']' was expected at byte ")]
    [InlineData("[1,0,8,9007199254740993,[]]", "a number of more than 53 bits in \"trace_tree\" at byte ")]
    [InlineData("[1,4,8,328,[]]", "trace node 0: function_info_index 4 is outside 0..3")]
    [InlineData("[4294967296,0,8,328,[]]", "trace node 0: id 4,294,967,296 is outside 0..4,294,967,295")]
    [InlineData("[1,0,8,328,[2,1,1,1,[],2,1,1,1,[]]]", "trace node 2: id 2 is that of trace node 1 already")]
    [InlineData("{}", "'{' in \"trace_tree\" where '[' was expected at byte ")]
    public void A_broken_tree_is_refused(string tree, string message) =>
        Assert.StartsWith(message, Snapshots.Refusal(new RecordingText { Tree = tree }.Text()), StringComparison.Ordinal);

    [Fact]
    public void Broken_functions_and_samples_are_refused()
    {
        Assert.Contains("\"trace_function_infos\" ends within a record of 6 numbers at byte ", Snapshots.Refusal(new RecordingText { RawFunctions = "[1,2,3]" }.Text()), StringComparison.Ordinal);
        Assert.StartsWith("function 0: name 99 is outside 0..10 at byte ", Snapshots.Refusal(new RecordingText { RawFunctions = "[1,99,2,3,4,5]", Tree = "[1,0,8,328,[]]" }.Text()), StringComparison.Ordinal);
        Assert.Contains("\"samples\" ends within a record of 2 numbers at byte ", Snapshots.Refusal(new RecordingText { Samples = "[1,2,3]" }.Text()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_recording_is_refused_or_can_be_analyzed()
    {
        string whole = new RecordingText { Tree = Tree, Samples = "[0,1,50000,3]", Stacks = [("a", 5)] }.Text();
        int from = whole.IndexOf("\"trace_function_infos\":", StringComparison.Ordinal);
        int to = whole.IndexOf("\"locations\":", StringComparison.Ordinal);
        var random = new Random(20_260_505);
        int refused = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] damaged = Encoding.UTF8.GetBytes(whole);
            for (int change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(from, to)] = (byte)"0123456789,[]{}\":\n -"[random.Next(20)];
            try
            {
                IndexedHeap heap = IndexedHeap.Build(Snapshots.Read(damaged), TestContext.Current.CancellationToken);
                AllocationTimeline.Build(heap);
                if (Allocations.Build(heap) is { } allocations)
                    AllocationCallers.Build(allocations.Exclude(function => function.Line > 1), new() { Depth = 100 });
            }
            catch (SnapshotFormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 4900);
    }

    [Fact]
    public void The_sizes_of_a_recording_are_bounded()
    {
        string text = new RecordingText { Tree = Tree, Samples = "[1,2,3,4,5,6]" }.Text();
        Assert.StartsWith("trace nodes: 6 exceeds the maximum of 5 at byte ", Snapshots.Refusal(text, new() { MaxTraceNodes = 5 }), StringComparison.Ordinal);
        Assert.StartsWith("samples: 3 exceeds the maximum of 2 at byte ", Snapshots.Refusal(text, new() { MaxSamples = 2 }), StringComparison.Ordinal);
        Assert.NotNull(Snapshots.Read(Encoding.UTF8.GetBytes(text), new() { MaxTraceNodes = 6, MaxSamples = 3 }).Recording);
    }
}
