using System.Text.Json;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class StringsTests
{
    // Texts that meet: flat and joined ones, escapes, one that V8 cuts, one that it has put together.
    const string Program = VariedHeap.Program + """

        const parts = ['Ada ', 'Grace ', 'L\u00fcnus ', 'a "quoted" '];
        global.names = Array.from({ length: 400 }, (_, i) => ({ name: parts[i % 4] + '-'.repeat(20) + (i % 7) }));
        global.flat = Array.from({ length: 100 }, (_, i) => JSON.parse(JSON.stringify('Ada --------------------' + (i % 7))));
        global.long = Array.from({ length: 5 }, (_, i) => 'x'.repeat(2000) + i);
        global.log = ''; for (let i = 0; i < 2000; i++) global.log += 'entry ' + i + ';';
        require('v8').writeHeapSnapshot(process.argv[2]);
        """;

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task The_groups_of_duplicates_are_those_of_DevTools(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", Program), snapshot])).Succeeded();

        JsonElement expected = await DevTools.RunAsync("strings", snapshot, "--top", "1000000");
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["strings", snapshot, "--json", "-n", "1000000"])).Succeeded().Output);
        JsonElement duplicates = view.RootElement.GetProperty("duplicates");

        Assert.True(Number(expected, "groupCount") > 100);
        Assert.Equal([Number(expected, "groupCount"), Number(expected, "duplicates"), Number(expected, "selfSize")],
            [Number(duplicates, "groups"), Number(duplicates, "strings"), Number(duplicates, "shallowBytes")]);
        Assert.Equal(
            expected.GetProperty("groups").EnumerateArray().Select(group => $"{Number(group, "count")} {Number(group, "totalSelfSize")} {Number(group, "totalRetainedSize")} {Start(group)}").Order(StringComparer.Ordinal),
            view.RootElement.GetProperty("groups").EnumerateArray().Select(group => $"{Number(group, "count")} {Number(group, "shallowBytes")} {Number(group, "retainedBytes")} {Start(group)}").Order(StringComparer.Ordinal));
    }

    // Of V8 15: two strings of 3,000 characters with one beginning are equal, a third has another hash, and a whole text is none of them.
    [Fact]
    public async Task Texts_that_V8_cut_are_grouped_as_DevTools_does()
    {
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string text = new('a', 1024);
        string[] strings = ["<dummy>", "", "bool", "int", "true", "3000", "77", "78", text, "truncated", "length", "hash", "value", "global"];
        // type, name, id, self_size, edge_count, detachedness; the values are numbers that lead to strings.
        (int Type, int Name, int Size, (int Type, int Name, int To)[] Edges)[] nodes =
        [
            (9, 1, 0, [(5, 13, 1)]), (3, 13, 40, [.. Enumerable.Range(10, 6).Select(to => (1, to, to))]),
            (7, 2, 0, [(3, 12, 3)]), (2, 4, 0, []), (7, 3, 0, [(3, 12, 5)]), (2, 5, 0, []), (7, 3, 0, [(3, 12, 7)]), (2, 6, 0, []), (7, 3, 0, [(3, 12, 9)]), (2, 7, 0, []),
            .. new[] { 6, 6, 8, 8 }.Select(hash => (2, 8, 3016, new[] { (3, 9, 2), (3, 10, 4), (3, 11, hash) })), (2, 8, 1040, []), (2, 8, 1040, []),
        ];
        string snapshot = folder.Write("cut.heapsnapshot", $$$"""
            {"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","detachedness"],"node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","concatenated string"],"string","number","number","number","number"],
            "edge_fields":["type","name_or_index","to_node"],"edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],
            "trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"trace_node_fields":["id","function_info_index","count","size","children"],"sample_fields":["timestamp_us","last_assigned_id"],"location_fields":["object_index","script_id","line","column"]},
            "node_count":{{{nodes.Length}}},"edge_count":{{{nodes.Sum(node => node.Edges.Length)}}},"trace_function_count":0},
            "nodes":[{{{string.Join(",", nodes.Select((node, i) => $"{node.Type},{node.Name},{(2 * i) + 1},{node.Size},{node.Edges.Length},0"))}}}],
            "edges":[{{{string.Join(",", nodes.SelectMany(node => node.Edges).Select(edge => $"{edge.Type},{edge.Name},{edge.To * 6}"))}}}],
            "trace_function_infos":[],"trace_tree":[],"samples":[],"locations":[],
            "strings":[{{{string.Join(",", strings.Select(one => $"\"{one}\""))}}}]}
            """);
        JsonElement expected = await DevTools.RunAsync("strings", snapshot);
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["strings", snapshot, "--json"])).Succeeded().Output);
        Assert.Equal(3, Number(expected, "groupCount"));
        Assert.Equal(
            expected.GetProperty("groups").EnumerateArray().Select(group => $"{Number(group, "count")} {Number(group, "totalSelfSize")}").Order(StringComparer.Ordinal),
            view.RootElement.GetProperty("groups").EnumerateArray().Select(group => $"{Number(group, "count")} {Number(group, "shallowBytes")}").Order(StringComparer.Ordinal));
        Assert.Equal(["3000", "3000", ""], view.RootElement.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("length")}"));
    }

    static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    static string Start(JsonElement group) => group.GetProperty("value").GetString() is { Length: > 200 } text ? text[..200] : group.GetProperty("value").GetString()!;
}
