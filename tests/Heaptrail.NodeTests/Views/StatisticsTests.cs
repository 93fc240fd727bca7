using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class StatisticsTests
{
    const string TwoRealms = "const vm = require('vm'); global.kept = vm.createContext({}); vm.runInContext('var list = Array.from({ length: 1000 }, (_, i) => ({ i: [i] }))', kept); require('v8').writeHeapSnapshot(process.argv[2]);";

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Kinds_and_realms_are_those_of_DevTools(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        string program = folder.Write("program.cjs", TwoRealms);
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

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task The_classes_of_a_realm_are_those_of_DevTools(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", TwoRealms), snapshot])).Succeeded();

        JsonElement sizes = (await DevTools.RunAsync("summary", snapshot, "--top", "1")).GetProperty("nativeContexts");
        JsonElement second = sizes.GetProperty("nativeContexts")[1];
        (string Ours, string Theirs)[] filters = [($"@{Bytes(second, "nodeId")}", $"nativeContext_{Bytes(second, "nodeIndex")}"), ("shared", "sharedNativeContext"), ("none", "noNativeContext")];
        foreach ((string ours, string theirs) in filters)
        {
            JsonElement expected = (await DevTools.RunAsync("summary", snapshot, "--filter", theirs)).GetProperty("aggregates");
            using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["summary", snapshot, "--json", "-n", "100000", "--native-context", ours])).Succeeded().Output);
            // Of several rows with one name DevTools' key has the place of the class as well.
            Assert.Equal(
                expected.EnumerateArray().Select(row => $"{Name(row.GetProperty("key").GetString()!)} {Bytes(row, "count")} {Bytes(row, "self")} {Bytes(row, "maxRet")}").Order(StringComparer.Ordinal),
                view.RootElement.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("class").GetString()} {Bytes(row, "count")} {Bytes(row, "shallowBytes")} {Bytes(row, "retainedBytes")}").Order(StringComparer.Ordinal));
            Assert.Equal(sizes.GetProperty("nativeContexts").GetArrayLength(), view.RootElement.GetProperty("nativeContexts").GetProperty("contexts").GetArrayLength());
        }
    }

    static string Name(string key) => key.StartsWith(',') ? key[1..] : key.Split(',', 4)[3];

    static long Bytes(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
