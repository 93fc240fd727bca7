using System.IO.Compression;
using System.Text.Json;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

/// <summary>What commands take besides a whole file on disk: compressed, through a pipe, cut off.</summary>
public sealed class InputTests
{
    [Fact]
    public async Task A_compressed_snapshot_gives_the_same_figures()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        string expected = Figures(await HeaptrailCommand.RunAsync(["summary", whole, "--json"]));

        Assert.Equal(expected, Figures(await HeaptrailCommand.RunAsync(["summary", Gzip(whole), "--json"])));
    }

    [Fact]
    public async Task A_snapshot_in_zstd_gives_the_same_figures()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zstd"), "the program zstd is not installed");
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        (await Command.RunAsync("zstd", ["-q", whole])).Succeeded();

        Assert.Equal(Figures(await HeaptrailCommand.RunAsync(["summary", whole, "--json"])), Figures(await HeaptrailCommand.RunAsync(["summary", whole + ".zst", "--json"])));

        byte[] cut = (await File.ReadAllBytesAsync(whole + ".zst", TestContext.Current.CancellationToken))[..^1000];
        string broken = folder.File("cut.zst");
        await File.WriteAllBytesAsync(broken, cut, TestContext.Current.CancellationToken);
        CommandResult refused = await HeaptrailCommand.RunAsync(["summary", broken]);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("zstd says: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--salvage", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await HeaptrailCommand.RunAsync(["summary", broken, "--salvage"])).ExitCode);
    }

    [Theory]
    [InlineData("cat {0} | {1} summary - --json")]
    [InlineData("{1} summary - --json < {0}")]
    [InlineData("gzip -c {0} | {1} summary - --json")]
    public async Task Standard_input_gives_the_same_figures(string line)
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        string expected = Figures(await HeaptrailCommand.RunAsync(["summary", whole, "--json"]));

        Assert.Equal(expected, Figures(await ShellAsync(line, whole)));
    }

    [Fact]
    public async Task Ids_lead_to_objects_of_standard_input_too()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        foreach (string command in (string[])["retainers - @3", "dominators - @3"])
            Assert.Contains("(GC roots) @3", (await ShellAsync($"cat {{0}} | {{1}} {command}", whole)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaks_takes_one_snapshot_from_standard_input_and_no_two()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        CommandResult one = (await ShellAsync("cat {0} | {1} leaks -", whole)).Succeeded();
        Assert.DoesNotContain("heaptrail retainers -", one.Output, StringComparison.Ordinal);
        CommandResult two = await ShellAsync("cat {0} | {1} leaks - -", whole);
        Assert.Equal(2, two.ExitCode);
        Assert.StartsWith("heaptrail: standard input (-) can only be read once\n", two.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_standard_input_is_one_line()
    {
        CommandResult result = await ShellAsync("{1} summary - < {0}", "/dev/null");
        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("heaptrail: cannot read standard input: this is no V8 heap snapshot: found an empty file", result.Error.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_snapshot_cut_at_fifty_places_is_salvaged_and_analyzed()
    {
        using var folder = new TempFolder();
        byte[] whole = await File.ReadAllBytesAsync(await RealSnapshot.WriteAsync(folder), TestContext.Current.CancellationToken);
        int nodes = 0;
        for (int i = 1; i <= 50; i++)
        {
            byte[] cut = whole[..(int)((long)whole.Length * i / 51)];
            SalvagedSnapshot salvaged = SnapshotSalvage.Read(new MemoryStream(cut), new(), TestContext.Current.CancellationToken);
            Assert.Equal(cut.Length, salvaged.Missing!.Problem.Offset);
            Assert.True(salvaged.Graph.NodeCount >= nodes && salvaged.Graph.NodeCount > 0);
            nodes = salvaged.Graph.NodeCount;
            IndexedHeap heap = IndexedHeap.Build(salvaged.Graph, TestContext.Current.CancellationToken);
            Assert.Equal(salvaged.Graph.SelfSizes.Sum(), heap.RetainedSizes[NodeIndex.Root]);
            Assert.NotEmpty(Summary.Build(heap));
        }
        Assert.True(nodes > 20_000);
    }

    [Fact]
    public async Task What_salvage_lacks_is_said_in_one_line()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        byte[] bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        string cut = folder.File("cut.heapsnapshot");
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        CommandResult refused = await HeaptrailCommand.RunAsync(["summary", cut, "-q"]);
        CommandResult salvaged = (await HeaptrailCommand.RunAsync(["summary", cut, "-q", "--salvage"])).Succeeded();
        CommandResult leaks = await HeaptrailCommand.RunAsync(["leaks", cut, "-q", "--salvage"]);

        Assert.Equal($"heaptrail: cannot read {cut}: file ends inside \"edges\" at byte {bytes.Length / 2:N0}; --salvage reads what is left of it\n", refused.Error);
        Assert.Matches($"^salvaged {cut} without [0-9,]+ edges and [0-9,]+ names: file ends inside \"edges\" at byte {bytes.Length / 2:N0}\n$", salvaged.Error);
        Assert.Contains("nodes and ", salvaged.Output, StringComparison.Ordinal);
        Assert.Contains("Salvaged ", leaks.Output, StringComparison.Ordinal);
        Assert.True(leaks.ExitCode is 0 or 1);
        CommandResult json = await HeaptrailCommand.RunAsync(["leaks", cut, "-q", "--salvage", "--json"]);
        Assert.Matches($"^Salvaged {cut} without [0-9,]+ edges and [0-9,]+ names: file ends inside \"edges\" at byte {bytes.Length / 2:N0}\\.$",
            JsonDocument.Parse(json.Output).RootElement.GetProperty("warnings")[0].GetString());
    }

    static string Gzip(string file)
    {
        using FileStream from = File.OpenRead(file);
        using var to = new GZipStream(File.Create(file + ".packed"), CompressionLevel.Fastest);
        from.CopyTo(to);
        return file + ".packed";
    }

    // Everything but the name of the file.
    static string Figures(CommandResult result)
    {
        using var json = JsonDocument.Parse(result.Succeeded().Output);
        Assert.True(json.RootElement.GetProperty("nodes").GetInt32() > 20_000);
        return string.Join('\n', json.RootElement.EnumerateObject().Where(part => part.Name != "file").Select(part => part.Value.ToString()));
    }

    static Task<CommandResult> ShellAsync(string line, string file) =>
        Command.RunAsync("/bin/sh", ["-c", line.Replace("{0}", $"'{file}'", StringComparison.Ordinal).Replace("{1}", $"'{TestPaths.Launcher}'", StringComparison.Ordinal)]);
}
