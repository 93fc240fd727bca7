using System.Net;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Xunit;
using static Heaptrail.Tests.Diagnosis.Trend.WatchSamples;

namespace Heaptrail.Tests.Views;

public sealed class WatchTextTests
{
    static readonly TargetInfo target = new(4121, "20.20.2", "node server.js", "main");

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_view_is_the_golden_file(int width) =>
        Golden.Equal(WatchText.Frame(target, Leaking(63), new() { Width = width }), $"views/watch-{width}.txt");

    [Fact]
    public void No_line_of_the_view_is_wider_than_the_terminal() =>
        Assert.All(WatchText.Frame(target with { Command = new string('x', 300) }, Leaking(63), new() { Width = 80 }).Split('\n'), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void The_line_of_a_sample_is_the_golden_file() =>
        Golden.Equal(WatchText.Heading(target, new()) + WatchText.Line(Leaking(30), new() { Width = 200 }) + WatchText.Verdict(Leaking(63).Verdict, new()), "views/watch-lines.txt");

    [Fact]
    public void The_JSON_lines_are_the_golden_file_and_read_back()
    {
        WatchHistory history = Leaking(41);
        string[] lines = [WatchJson.Text(WatchLine.Of(new("heaptrail", "1.0"), target)), WatchJson.Text(WatchLine.Of(history.Samples[7])), WatchJson.Text(WatchLine.Of(history.Judge()))];
        Golden.Equal(string.Concat(lines), "views/watch.jsonl");
        Assert.All(lines, line => Assert.True(WatchJson.TryRead(line, out WatchLine read) && WatchJson.Text(read) == line, line));
        Assert.False(WatchJson.TryRead("{\"type\": 3", out _));
    }

    [Fact]
    public void A_long_watch_keeps_a_bounded_number_of_samples_and_its_verdict()
    {
        var history = new WatchHistory();
        for (var i = 0; i < WatchHistory.MostSamples * 2; i++)
            history.Add(Steady(i) with { Floors = i % 100 == 0 ? [Floor(i, (24 * MiB) + (i * 1000L))] : [] });
        Assert.InRange(history.Samples.Count, 1000, WatchHistory.MostSamples);
        Assert.Equal((80, TrendKind.Leak), (history.Collections, history.Judge().Kind));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_list_of_processes_is_the_golden_file(int width) => Golden.Equal(PsText.Render(Processes(), new() { Width = width }), $"views/ps-{width}.txt");

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void The_list_of_processes_is_no_wider_than_the_terminal(int width) =>
        Assert.All(PsText.Render(Processes(), new() { Width = width }).Split('\n'), line => Assert.InRange(DisplayWidth.Of(line), 0, width));

    [Fact]
    public void Children_stand_below_their_parents() =>
        Assert.Equal([(100, 0), (101, 1), (300, 2), (102, 1), (200, 0)], Processes().Processes.Select(row => (row.Pid, row.Depth)));

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Assert.StartsWith("no process was given", Assert.Throws<UsageException>(() => new WatchOptions().Checked()).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => new WatchOptions { Attach = "1", Replay = "x" }.Checked());
        Assert.Throws<UsageException>(() => new WatchOptions { Attach = "1", NoInspector = true, CollectGarbage = true }.Checked());
        Assert.Throws<UsageException>(() => WatchOptions.Seconds("--interval", double.NaN));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(64L << 20, "--max-old-space-size=64")]
    [InlineData(128L << 20, "--max_old_space_size=64", "--max-old-space-size", "128")]
    public void The_last_limit_of_the_heap_counts(long? bytes, params string[] words) => Assert.Equal(bytes, OldGeneration.SetIn(words));

    [Fact]
    public void The_lowest_limit_of_all_groups_around_counts()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("heaptrail-cgroup-");
        try
        {
            string inner = Directory.CreateDirectory(Path.Combine(root.FullName, "outer", "inner")).FullName;
            File.WriteAllText(Path.Combine(inner, "memory.max"), "max\n");
            File.WriteAllText(Path.Combine(root.FullName, "outer", "memory.max"), "1000\n");
            File.WriteAllText(Path.Combine(root.FullName, "outer", "memory.current"), "700\n");
            File.WriteAllText(Path.Combine(root.FullName, "outer", "memory.stat"), "anon 1\ninactive_file 200\n");
            File.WriteAllText(Path.Combine(root.FullName, "memory.max"), "9223372036854771712\n");
            Assert.Equal(new CgroupMemory(1000, 500), CgroupMemory.Lowest(root.FullName, "/outer/inner", "memory.max", "memory.current", "inactive_file"));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    static WatchHistory Leaking(int count)
    {
        var history = new WatchHistory();
        foreach (ProcessSample sample in Of(count, (i, sample) => sample with { Rss = (100 + i) * MiB, HeapUsed = (30 + i + (i % 5)) * MiB, ContainerLimit = 512 * MiB, Floors = [Floor(i, (24 + i) * MiB)] }))
            history.Add(sample);
        return history;
    }

    static ProcessesView Processes() => PsWorkflow.Order(
    [
        One(100, 1, "node cluster.js") with { Ports = [new(IPAddress.Loopback, 3000), new(IPAddress.IPv6Any, 3000)], Inspector = new(IPAddress.Loopback, 9229) },
        One(101, 100, "node cluster.js --worker"),
        One(102, 100, "node cluster.js --worker") with { HeapLimit = 256 * MiB },
        One(200, 1, $"node {string.Join('/', Enumerable.Repeat("folder", 20))}/server.js") with { Version = null, InspectorTrouble = "it blocks SIGUSR1", Uptime = TimeSpan.FromDays(12) },
        One(300, 101, "node child.js") with { Memory = Steady(0) with { Descriptors = null, ContainerLimit = 512 * MiB } },
    ]);

    static NodeProcess One(int pid, int parent, string command) =>
        new() { Pid = pid, Parent = parent, Command = command, Version = "20.20.2", Uptime = TimeSpan.FromMinutes(31), Memory = Steady(0) };
}
