using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class InspectTests
{
    const string Program = """
        'use strict';
        class Order { #token = 'secret'; constructor(i) { this.note = 'note ' + i; } }
        class RushOrder extends Order {}
        const key = { name: 'key' };
        const map = new Map([['one', new Order(1)], ['gone', 1], [key, 'two'], [7, new Order(3)]]);
        map.delete('gone');
        const big = new Map();
        for (let i = 0; i < 1000; i++) big.set('key ' + i, { i });
        for (let i = 0; i < 300; i++) big.delete('key ' + i);
        const set = new Set(['first', key]);
        for (let i = 0; i < 50; i++) set.add('member ' + i);
        function outer() { const captured = { c: 1 }; let text = 'a text'; return function inner() { return [captured, text, key]; }; }
        global.kept = { map, big, set, weak: new WeakMap([[key, 'behind']]), inner: outer(), rush: new RushOrder(9), list: ['a', key, null] };
        require('v8').writeHeapSnapshot(process.argv[2]);
        """;

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task What_is_in_an_object_is_what_the_program_put_there(int major)
    {
        string node = NodeVersions.Binary(major);
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        string program = folder.Write("program.cjs", Program);
        (await Command.RunAsync(node, [program, snapshot])).Succeeded();
        JsonElement kept = await InspectAsync(snapshot, await FindKeptAsync(snapshot));
        Dictionary<string, string> ids = kept.GetProperty("properties").GetProperty("items").EnumerateArray()
            .ToDictionary(field => field.GetProperty("edge").GetProperty("name").GetString()!, field => field.GetProperty("target").GetProperty("object").GetProperty("id").ToString());

        Assert.Equal(["one=Order", "Object=two", "?=Order"], Entries(await InspectAsync(snapshot, ids["map"])));
        JsonElement big = await InspectAsync(snapshot, ids["big"]);
        Assert.Equal(Enumerable.Range(300, 700).Select(i => $"key {i}="), Entries(big).Select(entry => entry[..(entry.IndexOf('=', StringComparison.Ordinal) + 1)]));
        Assert.Equal(["first", "Object", .. Enumerable.Range(0, 50).Select(i => $"member {i}")], Entries(await InspectAsync(snapshot, ids["set"])).Select(entry => entry.TrimEnd('?', '=')));
        Assert.Equal(["Object=behind"], Entries(await InspectAsync(snapshot, ids["weak"])));

        JsonElement inner = await InspectAsync(snapshot, ids["inner"]);
        Assert.Equal(["captured=Object", "text=a text"], Fields(inner.GetProperty("scopes")[0].GetProperty("variables")));
        Assert.Contains("key=Object", Fields(inner.GetProperty("scopes")[1].GetProperty("variables")));
        Assert.EndsWith("program.cjs", inner.GetProperty("location").GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal(12, inner.GetProperty("location").GetProperty("line").GetInt32());

        JsonElement rush = await InspectAsync(snapshot, ids["rush"]);
        Assert.Equal(["RushOrder", "Order", "Object"], rush.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("#token=secret", Fields(rush.GetProperty("properties")));
        Assert.Equal(3, rush.GetProperty("location").GetProperty("line").GetInt32());
        Assert.Equal(["0=a", "1=Object", "2=null"], Fields((await InspectAsync(snapshot, ids["list"])).GetProperty("elements")));
        Assert.Equal([".kept", ".list"], (await InspectAsync(snapshot, ids["list"])).GetProperty("path").EnumerateArray().TakeLast(2).Select(step => "." + step.GetProperty("edge").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task An_id_that_is_none_is_wrong_usage()
    {
        using var folder = new TempFolder();
        CommandResult result = await HeaptrailCommand.RunAsync(["inspect", await RealSnapshot.WriteAsync(folder), "@3", "@x"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("'@x' is no id of an object: expected a number, as in @184213", result.Error, StringComparison.Ordinal);
    }

    // The object that a property of the global object named "kept" holds: the only plain object with a property "rush".
    static async Task<string> FindKeptAsync(string snapshot)
    {
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["containment", snapshot, "--depth", "3", "-n", "200", "--json"])).Succeeded().Output);
        return view.RootElement.GetProperty("rows").EnumerateArray().First(row => row.GetProperty("edge").GetProperty("name").GetString() == "kept")
            .GetProperty("object").GetProperty("id").ToString();
    }

    static async Task<JsonElement> InspectAsync(string snapshot, string id)
    {
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["inspect", snapshot, $"@{id}", "--json", "-n", "100000"])).Succeeded().Output);
        return view.RootElement.GetProperty("objects")[0].Clone();
    }

    static string[] Entries(JsonElement of) => [.. of.GetProperty("entries").GetProperty("items").EnumerateArray().Select(entry => $"{Text(entry.GetProperty("key"))}={Text(entry.GetProperty("value"))}")];

    static string[] Fields(JsonElement of) => [.. of.GetProperty("items").EnumerateArray().Select(field => $"{field.GetProperty("edge").GetProperty("name").GetString()}={Text(field.GetProperty("target"))}")];

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "?"
        : value.GetProperty("value").GetString() ?? (value.GetProperty("object").GetProperty("type").GetString() == "object" && value.GetProperty("object").GetProperty("class").GetString()!.StartsWith('{') ? "Object" : value.GetProperty("object").GetProperty("class").GetString()!);
}
