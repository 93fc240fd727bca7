using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class AllocationsTests
{
    public static TheoryData<int, bool> Recordings => new MatrixTheoryData<int, bool>([16, 20, 24, 26], [false, true]);

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Functions_callers_and_stacks_are_those_of_DevTools(int major, bool recordsItself)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string file = recordsItself ? await RecordedProgram.RecordItselfAsync(folder, node) : await RecordedProgram.RecordAsync(folder, node);
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(file, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Allocations allocations = Allocations.Build(heap)!;
        NodeIndex[] some = [.. Enumerable.Range(0, heap.Graph.NodeCount).Select(i => new NodeIndex(i)).Where(n => AllocationStack.Of(heap.Graph, n).Count > 0).Where((_, i) => i % 50 == 0).Take(100)];
        Assert.NotEmpty(some);

        // DevTools trusts the header, which promises too few functions when a process records itself.
        JsonElement expected = await DevTools.RunAsync(["allocations", file, "--top", "100000", "--callers", "--trace-count", $"{allocations.Tree.Functions.Count}",
            .. some.Select(n => $"{heap.Graph[n].Id}")]);

        JsonElement[] tops = [.. expected.GetProperty("tops").EnumerateArray()];
        Assert.Equal(tops.Select(Text).Order(), AllocationFunctions.Build(allocations).Where(row => row.Self.Count > 0).Select(Text).Order());
        CheckCallers(tops, AllocationCallers.Build(allocations, new() { Depth = 2 }));
        Assert.Equal(
            expected.GetProperty("stacks").EnumerateArray().Select(s => string.Join(" ", s.GetProperty("stack").EnumerateArray().SkipLast(1).Select(f => $"{f.GetProperty("functionName")}:{f.GetProperty("line")}"))),
            some.Select(n => string.Join(" ", AllocationStack.Of(heap.Graph, n).Select(f => $"{f.Name}:{f.Line}"))));
    }

    // Callers below 1 % of all are not worked out; the root, which DevTools has at the end of each stack, is none.
    static void CheckCallers(JsonElement[] tops, IReadOnlyList<AllocationRow> rows)
    {
        int compared = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            string[] callers = [.. rows.Skip(i + 1).TakeWhile(row => row.Level > 1).Where(row => row.Level == 2).Select(Text)];
            if (rows[i].Level > 1 || callers.Length == 0)
                continue;
            JsonElement tree = tops.First(top => Text(top) == Text(rows[i])).GetProperty("callers");
            JsonElement[] singles = [.. tree.GetProperty("nodesWithSingleCaller").EnumerateArray()];
            IEnumerable<JsonElement> first = singles.Length > 0 ? singles.Take(1) : tree.GetProperty("branchingCallers").EnumerateArray();
            Assert.Equal(first.Where(caller => caller.GetProperty("name").GetString() != "(root)").Select(Text).Order(), callers.Order());
            compared++;
        }
        Assert.True(compared >= 2, $"{compared} functions compared");
    }

    [Fact]
    public async Task A_sampling_profile_has_the_sums_of_its_nodes()
    {
        using var folder = new TempFolder();
        string file = await RecordedProgram.SampleAsync(folder, "node");
        using var profile = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        var self = new Dictionary<string, long>();
        Add(profile.RootElement.GetProperty("head"), self);

        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["allocations", file, "--json", "-n", "100000"])).Succeeded().Output);

        Assert.Equal(self.Values.Sum(), view.RootElement.GetProperty("sum").GetProperty("bytes").GetInt64());
        foreach (string name in new[] { "makeSession", "Session", "doubled" })
        {
            Assert.Equal(self[name], view.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("function").GetString() == name)
                .Sum(row => row.GetProperty("self").GetProperty("bytes").GetInt64()));
        }
        Assert.Equal(profile.RootElement.GetProperty("samples").GetArrayLength(), view.RootElement.GetProperty("sum").GetProperty("samples").GetInt64());
    }

    [Fact]
    public async Task Chosen_samples_and_folded_stacks_of_a_sampling_profile_have_the_sums_of_the_file()
    {
        using var folder = new TempFolder();
        string file = await RecordedProgram.SampleAsync(folder, "node");
        using var profile = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        var functionOf = new Dictionary<long, string>();
        var stackOf = new Dictionary<long, string>();
        Name(profile.RootElement.GetProperty("head"), "", functionOf, stackOf);
        (long Ordinal, long Call, long Size)[] samples = [.. profile.RootElement.GetProperty("samples").EnumerateArray()
            .Select(sample => (sample.GetProperty("ordinal").GetInt64(), sample.GetProperty("nodeId").GetInt64(), (long)sample.GetProperty("size").GetDouble()))];
        long[] ordinals = [.. samples.Select(sample => sample.Ordinal).Order()];
        (long from, long to) = (ordinals[ordinals.Length / 3], ordinals[ordinals.Length * 2 / 3]);
        (long Ordinal, long Call, long Size)[] chosen = [.. samples.Where(sample => sample.Ordinal >= from && sample.Ordinal <= to)];
        Assert.InRange(chosen.Length, 10, samples.Length - 10);

        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["allocations", file, "--json", "-n", "100000", "--from", $"{from}", "--to", $"{to}"])).Succeeded().Output);
        Assert.Equal(
            chosen.GroupBy(sample => functionOf[sample.Call]).Select(group => $"{group.Key} {group.Sum(sample => sample.Size)} {group.Count()}").Order(StringComparer.Ordinal),
            view.RootElement.GetProperty("rows").EnumerateArray().Select(row => (Name: row.GetProperty("function").GetString(), Self: row.GetProperty("self"))).Where(row => row.Self.GetProperty("samples").GetInt64() > 0)
                .GroupBy(row => row.Name).Select(group => $"{group.Key} {group.Sum(row => row.Self.GetProperty("bytes").GetInt64())} {group.Sum(row => row.Self.GetProperty("samples").GetInt64())}").Order(StringComparer.Ordinal));

        string[] lines = (await HeaptrailCommand.RunAsync(["allocations", file, "--by", "stacks", "--from", $"{from}", "--to", $"{to}"])).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            chosen.GroupBy(sample => stackOf[sample.Call]).Select(group => $"{group.Key} {group.Sum(sample => sample.Size)}").Order(StringComparer.Ordinal),
            lines.Select(line => $"{string.Join(';', line.Split(';').Select(frame => frame.Split(' ')[0]))} {line[(line.LastIndexOf(' ') + 1)..]}")
                .GroupBy(line => line[..line.LastIndexOf(' ')]).Select(group => $"{group.Key} {group.Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture))}").Order(StringComparer.Ordinal));
    }

    // The names of a call's function and of its stack without the root.
    static void Name(JsonElement call, string above, Dictionary<long, string> functionOf, Dictionary<long, string> stackOf)
    {
        string name = call.GetProperty("callFrame").GetProperty("functionName").GetString()!;
        long id = call.GetProperty("id").GetInt64();
        functionOf[id] = name;
        string shown = name.Length > 0 ? name.Split(' ')[0] : "(anonymous)";
        stackOf[id] = above.Length == 0 ? shown : $"{above};{shown}";
        foreach (JsonElement child in call.GetProperty("children").EnumerateArray())
            Name(child, name == "(root)" ? "" : stackOf[id], functionOf, stackOf);
    }

    [Fact]
    public async Task A_profile_of_node_heap_prof_is_read()
    {
        using var folder = new TempFolder();
        (await Command.RunAsync("node", ["--heap-prof", "--heap-prof-interval=512", folder.Write("program.cjs", "globalThis.kept = Array.from({ length: 1e5 }, function make(_, i) { return { i }; });")], folder.Path)).Succeeded();
        string file = Assert.Single(Directory.GetFiles(folder.Path, "*.heapprofile"));
        Assert.Contains("\nmake  ", (await HeaptrailCommand.RunAsync(["allocations", file])).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_of_one_object_is_shown()
    {
        using var folder = new TempFolder();
        string file = await RecordedProgram.RecordItselfAsync(folder, "node");
        HeapGraph graph = SnapshotReader.ReadFile(file, new(), TestContext.Current.CancellationToken);
        NodeIndex node = Enumerable.Range(0, graph.NodeCount).Select(i => new NodeIndex(i)).First(n => graph[n].HasName("Session"u8) && AllocationStack.Of(graph, n).Any(f => f.Name == "makeSession"));
        string text = (await HeaptrailCommand.RunAsync(["allocations", file, "--object", $"@{graph[node].Id}"])).Succeeded().Output;
        Assert.StartsWith($"Session @{graph[node].Id}\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  makeSession  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_recording_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        foreach (string command in new[] { "allocations", "timeline" })
        {
            CommandResult result = await HeaptrailCommand.RunAsync([command, snapshot]);
            Assert.Equal((3, ""), (result.ExitCode, result.Output));
            Assert.Contains("it is a snapshot without recorded allocations; record some with", result.Error, StringComparison.Ordinal);
        }
        CommandResult profile = await HeaptrailCommand.RunAsync(["timeline", folder.Write("a.heapprofile", "{\"head\":{}}")]);
        Assert.Equal(3, profile.ExitCode);
        Assert.Contains("it is a sampling profile, which has no times", profile.Error, StringComparison.Ordinal);
    }

    static void Add(JsonElement call, Dictionary<string, long> self)
    {
        string name = call.GetProperty("callFrame").GetProperty("functionName").GetString()!;
        self[name] = self.GetValueOrDefault(name) + call.GetProperty("selfSize").GetInt64();
        foreach (JsonElement child in call.GetProperty("children").EnumerateArray())
            Add(child, self);
    }

    static string Text(JsonElement row) => string.Join(' ', ((string[])["name", "line", "column", "count", "size", "liveCount", "liveSize"]).Select(field => $"{row.GetProperty(field)}"));

    static string Text(AllocationRow row) => $"{row.Function.Name} {row.Function.Line} {row.Function.Column} {row.Self.Count} {row.Self.Bytes} {row.Self.LiveCount} {row.Self.LiveBytes}";
}
