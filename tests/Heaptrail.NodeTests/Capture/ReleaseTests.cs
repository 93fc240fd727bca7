using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary>What captures say about how they left a process, with programs where something is left.</summary>
public sealed class ReleaseTests
{
    const string Idle = "setInterval(() => {}, 100); console.log('ready');";

    // Each does what a capture that forgets to undo something would do.
    const string Global = "setTimeout(() => { globalThis[Symbol.for('heaptrail.left')] = 1; }, 1500);" + Idle;
    const string Inspector = "process._debugEnd = () => {};" + Idle;
    const string Sampling = "const s = new (require('inspector').Session)(); s.connect(); s.post('HeapProfiler.enable'); s.post('HeapProfiler.startSampling');" + Idle;

    [Theory]
    [InlineData(Idle, true, "Left as it was found, and looked at: heap profiler off, nothing of heaptrail in it, inspector closed and its port free.")]
    [InlineData(Global, false, "Not seen to be as it was found: a global of heaptrail is still there.")]
    public async Task A_sample_proves_that_it_was_undone(string code, bool isAsFound, string sentence)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, code);
        CommandResult result = (await HeaptrailCommand.RunAsync(["sample", $"{program.Pid}", "--duration", "2", "--json", "-o", folder.File("x.heapprofile")])).Succeeded();
        AssertRelease(result, isAsFound, sentence);
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_and_a_snapshot_prove_it_too()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Idle);
        AssertRelease((await HeaptrailCommand.RunAsync(["record", $"{program.Pid}", "--duration", "1", "--json", "-o", folder.File("x.heaptimeline")])).Succeeded(), true, "inspector closed");
        AssertRelease((await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "inspector", "--json", "-o", folder.File("x.heapsnapshot")])).Succeeded(), true, "inspector closed");
        Assert.Empty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
    }

    [Theory]
    [InlineData(Inspector, "is still open on port")]
    [InlineData(Sampling, "allocations are still sampled (another client, such as DevTools, may do so).")]
    public async Task What_a_snapshot_leaves_behind_is_told(string code, string sentence)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, code);
        CommandResult result = (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "inspector", "--json", "-o", folder.File("x.heapsnapshot")])).Succeeded();
        AssertRelease(result, false, sentence);
    }

    [Fact]
    public async Task An_inspector_that_was_open_stays_open()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Idle, inspect: true);
        CommandResult result = (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "inspector", "--json", "-o", folder.File("x.heapsnapshot")])).Succeeded();
        AssertRelease(result, true, "inspector open as before.");
        Assert.NotEmpty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
    }

    static void AssertRelease(CommandResult result, bool isAsFound, string sentence)
    {
        using JsonDocument view = JsonDocument.Parse(result.Output);
        JsonElement release = view.RootElement.GetProperty("release");
        Assert.Contains(sentence, release.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(isAsFound, release.GetProperty("isAsFound").GetBoolean());
    }
}
