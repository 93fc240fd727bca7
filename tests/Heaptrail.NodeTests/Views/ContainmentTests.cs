using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class ContainmentTests
{
    [Fact]
    public async Task The_edges_of_a_node_are_those_of_DevTools()
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        JsonElement roots = await ContainmentAsync(snapshot);
        // The first row is a root of the user, whatever else the root holds.
        JsonElement first = roots.GetProperty("rows")[0];
        Assert.Equal((1, "shortcut"), (first.GetProperty("object").GetProperty("distance").GetInt32(), first.GetProperty("edge").GetProperty("type").GetString()));
        foreach (string id in (string[])["1", "3", first.GetProperty("object").GetProperty("id").ToString()])
        {
            string output = (await Command.RunAsync("node", [DevTools.Script, "edges", snapshot, id])).Succeeded().Output;
            string[] actual = [.. (await ContainmentAsync(snapshot, id)).GetProperty("rows").EnumerateArray()
                .Select(row => $"{row.GetProperty("edge").GetProperty("type").GetString()} {row.GetProperty("object").GetProperty("id")}").Order(StringComparer.Ordinal)];
            Assert.Equal(EdgesOf(output), actual);
        }
    }

    static async Task<JsonElement> ContainmentAsync(string snapshot, params string[] id)
    {
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["containment", snapshot, .. id, "--json", "-n", "100000"])).Succeeded().Output);
        return view.RootElement.Clone();
    }

    static string[] EdgesOf(string output)
    {
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("nodes")[0].GetProperty("edges").EnumerateArray().Select(edge => $"{edge.GetProperty("type").GetString()} {edge.GetProperty("to")}").Order(StringComparer.Ordinal)];
    }
}
