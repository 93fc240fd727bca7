using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class StatisticsTests
{
    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Kinds_and_realms_are_those_of_DevTools(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        string program = folder.Write("program.cjs", "const vm = require('vm'); global.kept = vm.createContext({}); vm.runInContext('var list = Array.from({ length: 1000 }, (_, i) => ({ i: [i] }))', kept); require('v8').writeHeapSnapshot(process.argv[2]);");
        (await Command.RunAsync(node, [program, snapshot])).Succeeded();

        JsonElement expected = await DevTools.RunAsync("summary", snapshot, "--top", "1");
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["statistics", snapshot, "--json"])).Succeeded().Output);
        JsonElement actual = view.RootElement;

        JsonElement statistics = expected.GetProperty("statistics");
        Assert.Equal(
            [Bytes(statistics, "total"), Bytes(statistics.GetProperty("v8heap"), "code"), Bytes(statistics.GetProperty("v8heap"), "strings"), Bytes(statistics.GetProperty("v8heap"), "jsArrays"), Bytes(statistics.GetProperty("native"), "typedArrays")],
            [Bytes(actual.GetProperty("statistics"), "totalBytes"), Bytes(actual.GetProperty("statistics"), "codeBytes"), Bytes(actual.GetProperty("statistics"), "stringBytes"), Bytes(actual.GetProperty("statistics"), "arrayBytes"), Bytes(actual.GetProperty("statistics"), "typedArrayBytes")]);
        JsonElement realms = expected.GetProperty("nativeContexts");
        Assert.Equal(
            [$"{Bytes(realms, "sharedSize")} {Bytes(realms, "noAttributionSize")}", .. realms.GetProperty("nativeContexts").EnumerateArray().Select(realm => $"@{Bytes(realm, "nodeId")} {Bytes(realm, "attributedSize")} {Bytes(realm, "retainedSize")}")],
            [$"{Bytes(actual.GetProperty("nativeContexts"), "sharedBytes")} {Bytes(actual.GetProperty("nativeContexts"), "otherBytes")}",
                .. actual.GetProperty("nativeContexts").GetProperty("contexts").EnumerateArray().Select(realm => $"@{Bytes(realm.GetProperty("object"), "id")} {Bytes(realm, "shallowBytes")} {Bytes(realm.GetProperty("object"), "retainedBytes")}")]);
        Assert.Equal(2, realms.GetProperty("nativeContexts").GetArrayLength());
    }

    static long Bytes(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
