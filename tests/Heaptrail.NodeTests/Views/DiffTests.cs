using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class DiffTests
{
    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Every_class_has_the_new_and_deleted_objects_that_DevTools_finds(int major)
    {
        _ = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string[] snapshots = await WorkingProgram.RunAsync(folder, major);
        foreach ((int before, int after) in ((int, int)[])[(0, 1), (2, 0)])
        {
            JsonElement expected = await DevTools.RunAsync("diff", snapshots[before], snapshots[after]);
            JsonElement actual = await ViewAsync([snapshots[before], snapshots[after]]);
            Assert.Equal(
                expected.GetProperty("diff").EnumerateArray().Select(r => Row(r, "name", "addedCount", "removedCount", "countDelta", "addedSize", "removedSize", "sizeDelta")).Order(StringComparer.Ordinal),
                actual.GetProperty("rows").EnumerateArray().Select(r => Row(r, "class", "newCount", "deletedCount", "countDelta", "newBytes", "deletedBytes", "bytesDelta")).Order(StringComparer.Ordinal));
            Assert.Equal(0, actual.GetProperty("warnings").GetArrayLength());
        }
    }

    [Fact]
    public async Task Three_snapshots_show_what_grows_every_time_what_survives_and_which_object_fills_up()
    {
        using var folder = new TempFolder();
        JsonElement view = await ViewAsync(await WorkingProgram.RunAsync(folder, 20));
        JsonElement orders = view.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("class").GetString() == "Order");
        Assert.Equal([200, 400, 600], orders.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal((400, 200, true), (orders.GetProperty("newCount").GetInt32(), orders.GetProperty("survivorCount").GetInt32(), orders.GetProperty("growsEveryTime").GetBoolean()));
        JsonElement[] growing = [.. view.GetProperty("growing").EnumerateArray()];
        Assert.Contains(growing, g => g.GetProperty("object").GetProperty("class").GetString() == "Map" && g.GetProperty("references").EnumerateArray().Select(r => r.GetInt32()).ToArray() is [var a, var b, var c] && b - a == 400 && c - b == 400);
        Assert.DoesNotContain(growing, g => g.GetProperty("object").GetProperty("name").GetString() == "{list}");
    }

    [Fact]
    public async Task Snapshots_of_two_processes_are_warned_of()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        string[] own = await WorkingProgram.RunAsync(folder, 24);
        JsonElement view = await ViewAsync([(await WorkingProgram.RunAsync(other, 24))[0], own[1]]);
        Assert.Contains("is of another process than", view.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    static async Task<JsonElement> ViewAsync(string[] snapshots)
    {
        using var json = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["diff", .. snapshots, "--json", "-n", "100000"])).Succeeded().Output);
        return json.RootElement.Clone();
    }

    static string Row(JsonElement of, params string[] names) => string.Join('|', names.Select(name => of.GetProperty(name).ToString()));
}
