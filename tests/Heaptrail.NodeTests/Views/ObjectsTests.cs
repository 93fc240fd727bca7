using System.Text.Json;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class ObjectsTests
{
    [Theory]
    [InlineData("Environment")]
    [InlineData("Function")]
    [InlineData("(string)")]
    public async Task The_objects_of_a_class_are_those_of_DevTools(string name)
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync("node", [folder.Write("program.cjs", VariedHeap.Program), snapshot])).Succeeded();
        DevToolsNode[] expected = [.. (await DevTools.NodesAsync(snapshot)).Where(node => node.Class == name && node.ShallowBytes > 0).OrderBy(node => node.Id)];

        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["objects", snapshot, name, "--sort", "id", "-n", "1000000", "--json"])).Succeeded().Output);

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(node => (node.Id, node.ShallowBytes, node.RetainedBytes)), view.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("object"))
            .Select(node => (node.GetProperty("id").GetInt64(), node.GetProperty("shallowBytes").GetInt64(), node.GetProperty("retainedBytes").GetInt64())));
    }

    [Fact]
    public async Task A_class_that_is_not_there_is_wrong_usage_with_a_hint()
    {
        using var folder = new TempFolder();
        CommandResult result = await HeaptrailCommand.RunAsync(["objects", await RealSnapshot.WriteAsync(folder), "eventemitter"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("did you mean EventEmitter", result.Error, StringComparison.Ordinal);
    }
}
