using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Engine;

public sealed class DevToolsEqualityTests
{
    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Every_node_has_the_class_sizes_distance_and_dominator_that_DevTools_gives_it(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        string program = folder.Write("program.cjs", VariedHeap.Program);
        (await Command.RunAsync(node, [program, snapshot])).Succeeded();

        DevToolsNode[] expected = await DevTools.NodesAsync(snapshot);
        DevToolsNode[] actual = NodesOf(IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));

        Assert.True(expected.Length > 20_000);
        Assert.Equal([], Differences(expected, actual));
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Every_class_has_the_count_distance_and_sizes_that_DevTools_gives_it(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot])).Succeeded();

        DevToolsClass[] expected = await DevTools.ClassesAsync(snapshot);
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        IEnumerable<DevToolsClass> actual = Summary.Build(heap).Select(row => new DevToolsClass(Key(row), row.Count, row.Distance, row.ShallowBytes, row.RetainedBytes));

        Assert.True(expected.Length > 100);
        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), actual.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    static string Key(SummaryRow row) => row.Location is { } at ? $"{at.ScriptId},{at.Line},{at.Column},{row.Class}" : $",{row.Class}";

    [Fact]
    public void A_single_changed_figure_is_noticed()
    {
        DevToolsNode[] expected = [new(1, "(synthetic)", 0, 100, 0, 1), new(3, "Map", 40, 60, 1, 1)];
        foreach (DevToolsNode changed in (DevToolsNode[])[
            expected[1] with { Id = 5 }, expected[1] with { Class = "Set" }, expected[1] with { ShallowBytes = 41 },
            expected[1] with { RetainedBytes = 61 }, expected[1] with { Distance = 2 }, expected[1] with { DominatorId = 3 }])
        {
            Assert.Single(Differences(expected, [expected[0], changed]));
        }
    }

    static List<string> Differences(DevToolsNode[] expected, DevToolsNode[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var differences = new List<string>();
        for (int i = 0; i < expected.Length && differences.Count < 20; i++)
        {
            if (expected[i] != actual[i])
                differences.Add($"node {i}: expected {expected[i]}, actual {actual[i]}");
        }
        return differences;
    }

    static DevToolsNode[] NodesOf(IndexedHeap heap)
    {
        var nodes = new DevToolsNode[heap.Graph.NodeCount];
        for (int i = 0; i < nodes.Length; i++)
        {
            var node = new NodeIndex(i);
            nodes[i] = new(heap.Graph[node].Id, heap.Classes.NameOf(node), heap.ShallowSizes[node], heap.RetainedSizes[node],
                heap.Distances[node], heap.Graph[heap.Dominators[node]].Id);
        }
        return nodes;
    }
}
