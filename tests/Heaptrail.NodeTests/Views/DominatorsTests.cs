using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class DominatorsTests
{
    [Fact]
    public async Task The_objects_below_the_root_are_those_that_DevTools_puts_there()
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        DevToolsNode[] nodes = await DevTools.NodesAsync(snapshot);
        IEnumerable<(long, long)> expected = nodes.Skip(1).Where(n => n.DominatorId == nodes[0].Id).OrderByDescending(n => n.RetainedBytes).Select(n => (n.Id, n.RetainedBytes));

        CommandResult result = (await HeaptrailCommand.RunAsync(["dominators", snapshot, "--json", "--depth", "1", "-n", "100000"])).Succeeded();

        using var view = JsonDocument.Parse(result.Output);
        Assert.Equal(expected, view.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("level").GetInt32() == 1)
            .Select(row => row.GetProperty("object")).Select(node => (node.GetProperty("id").GetInt64(), node.GetProperty("retainedBytes").GetInt64())));
    }
}
