using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

/// <summary>Filters, ignored retainers and ways to the roots, as DevTools computes them on the same files.</summary>
public sealed class HoldingTests
{
    const long System = 100_000_000;

    public static TheoryData<int> Majors => [16, 20, 26];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Filters_ways_and_ignored_retainers_are_those_of_DevTools(int major)
    {
        _ = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = (await WorkingProgram.RunAsync(folder, major))[2];
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        await CompareFilter(snapshot, heap, RetainedBy.Find(heap, RetainerKind.Contexts), "--filter", "objectsRetainedByContexts");
        await CompareFilter(snapshot, heap, RetainedBy.Find(heap, RetainerKind.Detached), "--filter", "objectsRetainedByDetachedDomNodes");
        await CompareFilter(snapshot, heap, RetainedBy.Find(heap, RetainerKind.Console), "--filter", "objectsRetainedByConsole");
        await CompareFilter(snapshot, heap, DuplicateStrings.Build(heap).Contains, "--filter", "duplicatedStrings");
        await CompareFilter(snapshot, heap, node => heap.Graph[node].Id is > 40_001 and <= 60_001, "--min-id", "40001", "--max-id", "60001");

        NodeIndex[] some = [.. ((string[])["Order", "Session", "{name, mail}", "{by}", "Map"]).Select(name => ClassMembers.Find(heap, name).Nodes[0])];
        JsonElement[] ways = [.. (await DevTools.RunAsync(["retainers", snapshot, "--paths", "--max", "1", .. some.Select(n => $"{heap.Graph[n].Id}")])).GetProperty("nodes").EnumerateArray()];
        for (int i = 0; i < some.Length; i++)
        {
            CompareWays(ways[i].GetProperty("paths"), RetainingPaths.Build(heap, some[i]), heap);
            NodeIndex ignored = OrderedRetainers.Find(heap, some[i])[0].Source;
            JsonElement without = await DevTools.RunAsync("ignore", snapshot, $"{heap.Graph[some[i]].Id}", $"{heap.Graph[ignored].Id}", "--max", "1000");
            RetainerDistances distances = RetainerDistances.Build(heap, [ignored]);
            Assert.Equal(
                without.GetProperty("retainers").EnumerateArray().Select(r => $"{r.GetProperty("edgeName")} {r.GetProperty("id")} {r.GetProperty("distance").GetInt64() >= 2 * System}"),
                OrderedRetainers.Find(heap, some[i], distances).Take(1000).Select(r => $"{Start(r.Edge.Name)} {heap.Graph[r.Source].Id} {r.IsOutOfReach}"));
        }
    }

    static async Task CompareFilter(string snapshot, IndexedHeap heap, Predicate<NodeIndex> filter, params string[] arguments)
    {
        JsonElement expected = await DevTools.RunAsync(["summary", snapshot, .. arguments]);
        Assert.Equal(
            expected.GetProperty("aggregates").EnumerateArray().Select(r => $"{r.GetProperty("name")} {r.GetProperty("count")} {r.GetProperty("distance")} {r.GetProperty("self")} {r.GetProperty("maxRet")}").Order(StringComparer.Ordinal),
            Summary.Build(heap, filter).Select(row => $"{row.Class} {row.Count} {row.Distance} {row.ShallowBytes} {row.RetainedBytes}").Order(StringComparer.Ordinal));
    }

    static void CompareWays(JsonElement expected, RetainingForest actual, IndexedHeap heap)
    {
        var rows = new List<string>();
        Flatten(expected.GetProperty("paths"), 1);
        Assert.Equal(rows, actual.Rows.Select(row => $"{row.Level} {row.Edge.Type.Word()} {row.Edge.Name} {heap.Graph[row.Node].Id} {row.Distance}"));
        JsonElement limits = expected.GetProperty("limitsReached");
        Assert.Equal((Has("depth"), Has("nodes"), Has("siblings")), (actual.IsCutByDepth, actual.IsCutByNodes, actual.IsCutBySiblings));

        bool Has(string limit) => limits.TryGetProperty(limit, out _);

        void Flatten(JsonElement forest, int level)
        {
            foreach (JsonElement edge in forest.EnumerateArray())
            {
                rows.Add($"{level} {edge.GetProperty("edgeType")} {edge.GetProperty("edgeName")} {edge.GetProperty("nodeId")} {edge.GetProperty("distance")}");
                Flatten(edge.GetProperty("children"), level + 1);
            }
        }
    }

    static string Start(string name) => name.Length > 200 ? name[..200] : name;

    [Theory]
    [InlineData("say which object", "retainers", "F")]
    [InlineData("an object and --class do not go together", "retainers", "F", "@3", "--class", "Map")]
    [InlineData("'3x' is no id of an object", "retainers", "F", "@3", "--ignore", "@5,3x")]
    [InlineData("say what goes", "retained", "F")]
    [InlineData("'@3' is no reference", "retained", "F", "--edge", "@3")]
    [InlineData("choose one", "dominators", "F", "--big-drops", "--class", "Map")]
    [InlineData("'many' is no size", "dominators", "F", "--big-drops", "--min-bytes", "many")]
    [InlineData("one snapshot has no difference", "diff", "F")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(string message, params string[] arguments)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error.Split('\n')[0], StringComparison.Ordinal);
    }
}
