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

    static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    static string Start(JsonElement group) => group.GetProperty("value").GetString() is { Length: > 200 } text ? text[..200] : group.GetProperty("value").GetString()!;
}
