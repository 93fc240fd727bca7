using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class RetainersTests
{
    const int Most = 300;

    [Theory]
    [InlineData(16, "{}")]
    [InlineData(20, "{}")]
    [InlineData(26, "{}")]
    [InlineData(26, """{"exposeInternals":true,"exposeNumericValues":true}""")]
    public async Task Retainers_and_dominators_are_those_of_DevTools_in_its_order(int major, string options)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot, options])).Succeeded();
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        NodeIndex[] some = [.. Enumerable.Range(1, 250).Select(i => new NodeIndex((int)((long)i * (heap.Graph.NodeCount - 1) / 250)))];

        JsonElement expected = await DevTools.RunAsync(["retainers", snapshot, "--max", $"{Most}", .. some.Select(n => $"{heap.Graph[n].Id}")]);

        JsonElement[] nodes = [.. expected.GetProperty("nodes").EnumerateArray()];
        Assert.Equal(some.Length, nodes.Length);
        for (int i = 0; i < some.Length; i++)
        {
            Assert.Equal(nodes[i].GetProperty("retainers").EnumerateArray().Select(r => $"{Text(r, "edgeType")} {Text(r, "edgeName")} {Text(r, "id")} {Text(r, "distance")}"),
                OrderedRetainers.Find(heap, some[i]).Take(Most).Select(r => $"{r.Edge.Type.Word()} {Start(r.Edge.Name)} {heap.Graph[r.Source].Id} {heap.Distances[r.Source]}"));
            Assert.Equal(nodes[i].GetProperty("dominators").EnumerateArray().Skip(1).Select(d => $"{Text(d, "id")} {Text(d, "retainedSize")}"),
                DominatorChain.Of(heap, some[i]).Select(d => $"{heap.Graph[d].Id} {heap.RetainedSizes[d]}"));
        }
    }

    [Fact]
    public async Task The_command_takes_an_id_with_its_sign()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        CommandResult result = (await HeaptrailCommand.RunAsync(["retainers", snapshot, "@3"])).Succeeded();
        Assert.StartsWith("(GC roots) @3\n", result.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["retainers", snapshot, "3", "--json"])).Succeeded().Output);
        Assert.Equal(("retainers", 3), (json.RootElement.GetProperty("command").GetString(), json.RootElement.GetProperty("object").GetProperty("id").GetInt32()));
    }

    [Theory]
    [InlineData("@3.5", "'@3.5' is no id of an object: expected a number, as in @184213")]
    [InlineData("@4294967294", " has no object @4294967294: ")]
    public async Task An_id_that_is_none_is_wrong_usage(string id, string message)
    {
        using var folder = new TempFolder();
        CommandResult result = await HeaptrailCommand.RunAsync(["retainers", await RealSnapshot.WriteAsync(folder), id]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    static string Start(string name) => name.Length > 200 ? name[..200] : name;

    static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
