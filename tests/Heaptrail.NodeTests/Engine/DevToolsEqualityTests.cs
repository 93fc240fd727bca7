using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Engine;

public sealed class DevToolsEqualityTests
{
    // The Memory panel itself asks for both, v8.writeHeapSnapshot for neither unless told to.
    public static TheoryData<int, string> Flavours
    {
        get
        {
            var flavours = new TheoryData<int, string>();
            foreach (int major in NodeVersions.Majors)
                flavours.Add(major, "{}");
            foreach (int major in (int[])[20, 24, 26])
            {
                flavours.Add(major, """{"exposeInternals":true}""");
                flavours.Add(major, """{"exposeNumericValues":true}""");
                flavours.Add(major, """{"exposeInternals":true,"exposeNumericValues":true}""");
            }
            return flavours;
        }
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Every_node_has_the_class_sizes_distance_and_dominator_that_DevTools_gives_it(int major, string options)
    {
        using var folder = new TempFolder();
        string snapshot = await CaptureAsync(folder, major, options);
        DevToolsNode[] expected = await DevTools.NodesAsync(snapshot);

        DevToolsNode[] actual = NodesOf(Read(snapshot));

        Assert.True(expected.Length > 20_000);
        Assert.Equal([], Differences(expected, actual));
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Every_class_has_the_count_distance_and_sizes_that_DevTools_gives_it(int major, string options)
    {
        using var folder = new TempFolder();
        string snapshot = await CaptureAsync(folder, major, options);
        DevToolsClass[] expected = await DevTools.ClassesAsync(snapshot);

        IEnumerable<DevToolsClass> actual = Summary.Build(Read(snapshot)).Select(row => new DevToolsClass(Key(row), row.Count, row.Distance, row.ShallowBytes, row.RetainedBytes));

        Assert.True(expected.Length > 100);
        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.Ordinal), actual.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(16, "{}")]
    [InlineData(20, "{}")]
    [InlineData(26, """{"exposeInternals":true,"exposeNumericValues":true}""")]
    public async Task Every_node_has_the_name_that_DevTools_shows(int major, string options)
    {
        using var folder = new TempFolder();
        string snapshot = await CaptureAsync(folder, major, options);
        string[] expected = await DevTools.NamesAsync(snapshot);

        HeapGraph graph = SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken);

        Assert.Equal(expected.Length, graph.NodeCount);
        Assert.Equal([], Enumerable.Range(0, expected.Length).Select(i => (Id: i, Expected: expected[i], Actual: NodeNames.Of(graph[new NodeIndex(i)])))
            .Where(node => node.Expected != node.Actual).Take(20));
    }

    [Fact]
    public async Task A_page_of_a_real_browser_has_the_figures_and_the_detached_nodes_of_DevTools()
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = await ChromiumSnapshot.WriteAsync(folder, """
            <p>attached</p><script>
            window.kept = [];
            for (let i = 0; i < 50; i++) { const div = document.createElement('div'); div.id = 'x' + i; div.append(document.createElement('span')); kept.push(div); }
            class Shop {} window.shop = new Shop();
            </script>
            """);
        DevToolsNode[] expected = await DevTools.NodesAsync(snapshot);
        string[] names = await DevTools.NamesAsync(snapshot);

        IndexedHeap heap = Read(snapshot);

        Assert.Equal([], Differences(expected, NodesOf(heap)));
        Assert.Equal(names, Enumerable.Range(0, heap.Graph.NodeCount).Select(i => NodeNames.Of(heap.Graph[new NodeIndex(i)])));
        Assert.Equal(50, names.Count(name => name.StartsWith("Detached <div id=\"x", StringComparison.Ordinal)));
    }

    static async Task<string> CaptureAsync(TempFolder folder, int major, string options)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot, options])).Succeeded();
        return snapshot;
    }

    static IndexedHeap Read(string snapshot) =>
        IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

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
            string name = heap.Classes.NameOf(node);
            nodes[i] = new(heap.Graph[node].Id, name.Length > DevToolsNode.LongestClass ? name[..DevToolsNode.LongestClass] : name, heap.ShallowSizes[node], heap.RetainedSizes[node],
                heap.Distances[node], heap.Graph[heap.Dominators[node]].Id);
        }
        return nodes;
    }
}
