using System.Text.Json;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

public sealed class SnapshotTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Awkward = """
        globalThis.kept = ['quote " backslash \\ newline \n tab \t', 'Grüße, 世界 😀', '\u0001\u2028'];
        class Canary { constructor() { this.text = 'canary'; } }
        globalThis.canary = new Canary();
        setInterval(() => {}, 1000);
        """;

    [Fact]
    public async Task A_snapshot_is_valid_json_with_every_node_and_the_ids_stay_over_three_snapshots()
    {
        await using Launched app = Launched.Node(Awkward);
        await using HeapSession session = await app.ConnectAsync(PickGoal.Worker);
        var progress = new List<SnapshotProgress>();
        var ids = new List<long>();
        for (int i = 0; i < 3; i++)
        {
            await session.CollectGarbageAsync(new(), Cancel);
            string path = app.File($"{i}.heapsnapshot");
            SnapshotFile file = await session.TakeSnapshotAsync(path, new(), new Recorder<SnapshotProgress>(progress.Add), Cancel);
            Assert.Equal(new FileInfo(path).Length, file.Bytes);
            Assert.InRange(file.Pause.TotalMilliseconds, 1, 10_000);
            Assert.False(File.Exists(path + ".partial"));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            ids.Add(CheckAndFindCanary(path));
        }
        Assert.Single(ids.Distinct());
        Assert.Equal(progress[^1].Bytes, new FileInfo(app.File("2.heapsnapshot")).Length);
    }

    [Theory]
    [InlineData(16), InlineData(18), InlineData(20), InlineData(22), InlineData(24), InlineData(26)]
    public async Task Every_supported_node_can_be_launched_measured_and_captured(int major)
    {
        await using Launched app = Launched.Start([NodeVersions.Binary(major), "app.mjs"], ("app.mjs", Awkward));
        await using (HeapSession session = await app.ConnectAsync(PickGoal.Worker))
        {
            Assert.Equal(major, (await session.ReadTargetAsync(Cancel)).Major);
            Assert.True((await session.ReadFloorAsync(new(), Cancel)).AfterGc);
            Assert.Contains((await session.ReadScriptsAsync(Cancel)).Values, script => script.Path == app.File("app.mjs"));
            SnapshotFile file = await session.TakeSnapshotAsync(app.File("a.heapsnapshot"), new(), null, Cancel);
            Assert.NotEqual(0, CheckAndFindCanary(file.Path));
        }
        await app.Program.StopAsync(Cancel);
        Assert.Equal("", app.Error);
    }

    [Fact]
    public async Task Memory_and_facts_are_those_of_the_process()
    {
        await using Launched app = Launched.Node(Scripts.Server);
        await using HeapSession session = await app.ConnectAsync();
        TargetFacts facts = await session.ReadTargetAsync(Cancel);
        Assert.Equal(app.Program.Pid, facts.Pid);
        Assert.Equal(app.Folder, facts.WorkingDirectory);
        Assert.Equal(app.File("app.js"), facts.Arguments[1]);
        Assert.InRange(facts.Major, 16, 99);
        Assert.True(facts.HeapLimitBytes > 100_000_000);
        MemorySample floor = await session.ReadFloorAsync(new(), Cancel);
        Assert.True(floor.AfterGc);
        Assert.InRange(floor.HeapUsed!.Value, 1_000_000, floor.HeapTotal!.Value);
        Assert.InRange(floor.Rss!.Value, floor.HeapTotal.Value, 1_000_000_000);
        Assert.InRange(ProcessFacts.ReadResidentBytes(facts.Pid)!.Value, floor.Rss.Value / 2, floor.Rss.Value * 2);
        Assert.True(floor.External >= floor.ArrayBuffers);
        Assert.False((await session.ReadMemoryAsync(Cancel)).AfterGc);
    }

    [Fact]
    public async Task Scripts_are_listed_with_their_paths_and_sources_even_when_the_file_is_gone()
    {
        await using Launched app = Launched.Start(["node", "with space.mjs"], ("with space.mjs", "setInterval(() => {}, 1000); // größer"));
        await using HeapSession session = await app.ConnectAsync(PickGoal.Worker);
        File.Delete(app.File("with space.mjs"));
        IReadOnlyDictionary<int, ScriptInfo> scripts = await session.ReadScriptsAsync(Cancel);
        ScriptInfo script = Assert.Single(scripts.Values, script => script.Path == app.File("with space.mjs"));
        Assert.Contains("with%20space.mjs", script.Url, StringComparison.Ordinal);
        Assert.Equal("setInterval(() => {}, 1000); // größer", await session.ReadSourceAsync(script.Id, Cancel));
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => session.ReadSourceAsync(999_999, Cancel));
        Assert.Equal(CaptureFault.ProtocolError, e.Fault);
    }

    [Fact]
    public async Task A_target_killed_during_a_snapshot_leaves_the_partial_file_and_says_so()
    {
        await using Launched app = Launched.Node("""
            globalThis.kept = Array.from({ length: 400000 }, (_, i) => ({ i }));
            setInterval(() => {}, 1000);
            """);
        await using HeapSession session = await app.ConnectAsync(PickGoal.Worker);
        string path = app.File("cut.heapsnapshot");
        Task<SnapshotFile> taking = session.TakeSnapshotAsync(path, new(), null, Cancel);
        await Task.Delay(300, Cancel);
        await app.Program.StopAsync(new CancellationToken(canceled: true));
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => taking);
        Assert.Equal(CaptureFault.InspectorLost, e.Fault);
        Assert.EndsWith($"; the part received so far is in {path}.partial", e.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path + ".partial"));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_cancelled_snapshot_names_its_partial_file()
    {
        await using Launched app = Launched.Node("""
            globalThis.kept = Array.from({ length: 300000 }, (_, i) => ({ i }));
            setInterval(() => {}, 1000);
            """);
        await using HeapSession session = await app.ConnectAsync(PickGoal.Worker);
        using var giveUp = new CancellationTokenSource(200);
        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => session.TakeSnapshotAsync(app.File("cut.heapsnapshot"), new(), null, giveUp.Token));
        Assert.Contains("cut.heapsnapshot.partial", e.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(app.File("cut.heapsnapshot.partial")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_reported_before_the_target_is_stopped()
    {
        await using Launched app = Launched.Node(Scripts.Server);
        await using HeapSession session = await app.ConnectAsync();
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(
            () => session.TakeSnapshotAsync(app.File("no/such/folder/a.heapsnapshot"), new(), null, Cancel));
        Assert.Equal(CaptureFault.Storage, e.Fault);
        Assert.StartsWith($"cannot write {app.File("no/such/folder/a.heapsnapshot.partial")}: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_target_is_reported_instead_of_waited_for()
    {
        await using Launched app = Launched.Node("setTimeout(() => { while (true); }, 900);");
        PickedProcess picked = await app.PickAsync(PickGoal.Worker);
        InspectorTarget target = await InspectorAccess.OpenAsync(app.Program, picked, Cancel);
        await using HeapSession session = await HeapSession.ConnectAsync(target, new() { CommandLimit = TimeSpan.FromSeconds(1) }, Cancel);
        await Task.Delay(500, Cancel);
        CaptureException e = await Assert.ThrowsAsync<CaptureException>(() => session.CollectGarbageAsync(new(), Cancel));
        Assert.Equal(CaptureFault.Busy, e.Fault);
        Assert.Equal($"process {picked.Pid} did not answer HeapProfiler.collectGarbage within 1 s: its main thread is busy; " +
            "try again when it is idle, or allow more time", e.Message);
    }

    /// <summary>Parses a snapshot with another JSON reader, counts its nodes and returns the id of the only Canary.</summary>
    static long CheckAndFindCanary(string path)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement snapshot = json.RootElement.GetProperty("snapshot");
        string[] fields = [.. snapshot.GetProperty("meta").GetProperty("node_fields").EnumerateArray().Select(field => field.GetString()!)];
        long[] nodes = [.. json.RootElement.GetProperty("nodes").EnumerateArray().Select(number => number.GetInt64())];
        Assert.Equal(snapshot.GetProperty("node_count").GetInt64() * fields.Length, nodes.Length);
        string[] strings = [.. json.RootElement.GetProperty("strings").EnumerateArray().Select(text => text.GetString()!)];
        Assert.Contains("quote \" backslash \\ newline \n tab \t", strings);
        Assert.Contains(strings, text => text.StartsWith("Grüße, 世界", StringComparison.Ordinal));
        int objectType = Array.IndexOf([.. snapshot.GetProperty("meta").GetProperty("node_types")[0].EnumerateArray().Select(type => type.GetString())], "object");
        int name = Array.IndexOf(fields, "name"), id = Array.IndexOf(fields, "id"), type = Array.IndexOf(fields, "type");
        return nodes.Chunk(fields.Length).Single(node => node[type] == objectType && strings[node[name]] == "Canary" && node[Array.IndexOf(fields, "edge_count")] >= 2)[id];
    }

    sealed class Recorder<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
