using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class DetachedTests
{
    const string Page = """
        <!doctype html><html><body><div id="app"></div><script>
        class Panel {
          constructor(i) {
            this.element = document.createElement('div');
            for (let k = 0; k < 5; k++) this.element.appendChild(document.createElement('span')).textContent = 'line ' + k;
            document.getElementById('app').appendChild(this.element);
          }
        }
        window.closedPanels = [];
        for (let i = 0; i < 50; i++) { const panel = new Panel(i); window.closedPanels.push(panel); panel.element.remove(); }
        </script></body></html>
        """;

    [Fact]
    public async Task Detached_nodes_of_a_real_page_are_those_of_DevTools_and_their_holder_is_named()
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = await ChromiumSnapshot.WriteAsync(folder, Page);
        DevToolsClass[] expected = [.. (await DevTools.ClassesAsync(snapshot)).Where(row => row.Key.StartsWith(",Detached ", StringComparison.Ordinal))];
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["detached", snapshot, "--json"])).Succeeded().Output);
        JsonElement[] groups = [.. view.RootElement.GetProperty("groups").EnumerateArray()];

        Assert.Equal(expected.Select(row => (row.Key, row.Count, row.ShallowBytes, row.RetainedBytes)).Order(),
            groups.Select(group => ("," + group.GetProperty("class").GetString(), group.GetProperty("count").GetInt64(), group.GetProperty("shallowBytes").GetInt64(), group.GetProperty("retainedBytes").GetInt64())).Order());
        JsonElement panels = groups.Single(group => group.GetProperty("class").GetString() == "Detached <div>");
        Assert.Equal(50, panels.GetProperty("count").GetInt32());
        string[] path = [.. panels.GetProperty("path").EnumerateArray().Skip(1).Select(step => step.GetProperty("edge").GetProperty("name").GetString()!)];
        Assert.Equal(["closedPanels", "element"], [path[^3], path[^1]]);
    }

    [Fact]
    public async Task A_program_of_Node_has_no_documents()
    {
        using var folder = new TempFolder();
        CommandResult result = (await HeaptrailCommand.RunAsync(["detached", await RealSnapshot.WriteAsync(folder)])).Succeeded();
        Assert.Matches("^No detached (nodes|documents): Node.js has no", result.Output);
    }
}
