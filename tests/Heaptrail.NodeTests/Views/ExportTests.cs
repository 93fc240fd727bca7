using System.Text.Json;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class ExportTests
{
    // DevTools' oracle cuts class names here.
    const int LongestClass = 300;

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Rows_of_nodes_are_those_of_DevTools_byte_by_byte(int major)
    {
        string node = NodeVersions.Binary(major);
        string oracle = DevTools.Script;
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot])).Succeeded();
        string expected = folder.File("expected.ndjson");
        string actual = folder.File("actual.ndjson");

        (await Command.RunAsync("node", [oracle, "nodes", snapshot, "--out", expected])).Succeeded();
        (await HeaptrailCommand.RunAsync(["export", snapshot, "--nodes", "--out", actual])).Succeeded();

        string[] lines = await File.ReadAllLinesAsync(actual, TestContext.Current.CancellationToken);
        Assert.True(lines.Length > 20_000);
        Assert.All(lines, line => Assert.True(JsonDocument.Parse(line).RootElement.GetProperty("className").GetString()!.Length <= LongestClass));
        Assert.Equal(await File.ReadAllLinesAsync(expected, TestContext.Current.CancellationToken), lines);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(actual));
    }

    [Fact]
    public async Task Edges_are_all_edges_of_the_file()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(snapshot, TestContext.Current.CancellationToken));
        int edges = file.RootElement.GetProperty("snapshot").GetProperty("edge_count").GetInt32();
        string[] rows = (await HeaptrailCommand.RunAsync(["export", snapshot, "--edges"])).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(edges, rows.Length);
        Assert.All(rows.Where((_, i) => i % 97 == 0), row => Assert.Equal(5, JsonDocument.Parse(row).RootElement.EnumerateObject().Count()));
    }

    [Fact]
    public async Task A_reader_that_leaves_is_no_error()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        CommandResult result = await Command.RunAsync("bash", ["-c", $"'{TestPaths.Launcher}' export '{snapshot}' --edges --format csv | head -n 2; exit ${{PIPESTATUS[0]}}"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["from,to,type,name,index,essential", "1,3,element,,1,true"], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_file_is_overwritten_only_by_force()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        string existing = folder.Write("nodes.csv", "precious");
        CommandResult refused = await HeaptrailCommand.RunAsync(["export", snapshot, "--out", existing]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("nodes.csv exists already: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(existing, TestContext.Current.CancellationToken));
        (await HeaptrailCommand.RunAsync(["export", snapshot, "--out", existing, "--force"])).Succeeded();
        Assert.StartsWith("id,type,className,", await File.ReadAllTextAsync(existing, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, (await HeaptrailCommand.RunAsync(["export", snapshot, "--nodes", "--edges"])).ExitCode);
    }
}
