using System.Text.Json;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class SummaryTests
{
    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task The_statistics_are_those_of_DevTools_and_the_version_is_that_of_the_process(int major)
    {
        string node = NodeVersions.Binary(major);
        _ = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot])).Succeeded();

        JsonElement expected = (await DevTools.RunAsync("summary", snapshot, "--top", "1")).GetProperty("statistics");
        using var view = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["summary", snapshot, "--json", "-n", "1"])).Succeeded().Output);
        JsonElement actual = view.RootElement.GetProperty("statistics");

        JsonElement heap = expected.GetProperty("v8heap");
        JsonElement native = expected.GetProperty("native");
        Assert.Equal(
            [Bytes(expected, "total"), Bytes(heap, "code"), Bytes(heap, "strings"), Bytes(heap, "jsArrays"), Bytes(native, "typedArrays"), Bytes(heap, "system"), Bytes(native, "total")],
            [Bytes(actual, "totalBytes"), Bytes(actual, "codeBytes"), Bytes(actual, "stringBytes"), Bytes(actual, "arrayBytes"), Bytes(actual, "typedArrayBytes"),
                Bytes(actual, "systemBytes"), Bytes(actual, "typedArrayBytes") + Bytes(actual, "otherNativeBytes")]);
        Assert.StartsWith($"{major}.", view.RootElement.GetProperty("node").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_plain_text()
    {
        using var folder = new TempFolder();
        CommandResult result = (await HeaptrailCommand.RunAsync(["summary", await RealSnapshot.WriteAsync(folder), "--filter", "(string)"])).Succeeded();
        Assert.Contains("\n(string) ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    [Fact]
    public async Task A_file_that_is_no_snapshot_and_wrong_usage_have_their_exit_codes()
    {
        using var folder = new TempFolder();
        CommandResult unreadable = await HeaptrailCommand.RunAsync(["summary", folder.Write("notes.txt", "notes")]);
        CommandResult usage = await HeaptrailCommand.RunAsync(["summary", "-n", "0", "a"]);
        Assert.Equal((3, 2), (unreadable.ExitCode, usage.ExitCode));
        Assert.StartsWith("heaptrail: cannot read ", unreadable.Error, StringComparison.Ordinal);
        Assert.StartsWith("heaptrail: -n must be 1 or more, not 0\n", usage.Error, StringComparison.Ordinal);
    }

    static long Bytes(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
