using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary><c>watch</c> and <c>ps</c> with real programs, left as they were found.</summary>
public sealed class WatchTests
{
    const string Leaking = "const kept = []; setInterval(() => { for (let i = 0; i < 200; i++) kept.push({ i, text: 'x'.repeat(200) + Math.random() }); }, 50);" + Ready;
    const string Steady = "let last = []; setInterval(() => { last = []; for (let i = 0; i < 2000; i++) last.push({ i, text: 'x' + i }); }, 50);" + Ready;

    const string Ready = "console.log('ready');";

    [Theory]
    [InlineData(Leaking, 1, "leak")]
    [InlineData(Steady, 0, "no-leak")]
    public async Task A_real_program_gets_the_right_verdict_and_is_left_as_it_was(string code, int exitCode, string kind)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, code);
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", $"{program.Pid}", "--gc", "--interval", "0.2", "--duration", "15", "--json", "--record", folder.File("watch.jsonl")]);
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}\n{result.Output}\n{result.Error}");
        Assert.Equal(kind, KindOf(result));
        Assert.Equal(result.Output, await File.ReadAllTextAsync(folder.File("watch.jsonl"), TestContext.Current.CancellationToken));
        Assert.Equal(kind, KindOf(await HeaptrailCommand.RunAsync(["watch", "--replay", folder.File("watch.jsonl"), "--json"])));
        Assert.False(program.HasExited);
        Assert.Empty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
        // Whoever attaches now finds nothing of ours.
        Heaptrail.Capture.Inspector.InspectorTarget target = await Heaptrail.Capture.Inspector.InspectorAccess.AttachAsync(program.Pid, TestContext.Current.CancellationToken);
        Assert.Equal("undefined", await EvaluateAsync(target.Address, "typeof globalThis[Symbol.for('heaptrail.watch')]"));
    }

    [Fact]
    public async Task From_outside_a_process_is_read_without_opening_its_inspector()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Leaking);
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", $"{program.Pid}", "--no-inspector", "--interval", "0.1", "--duration", "1"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Seen from outside only", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("heap", result.Output.Split('\n')[1], StringComparison.Ordinal);
        Assert.Empty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
    }

    [Fact]
    public async Task Snapshots_are_taken_while_it_is_watched_and_the_oldest_deleted()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Leaking);
        CommandResult result = await HeaptrailCommand.RunAsync(
            ["watch", $"{program.Pid}", "--every", "1", "--on-growth", "1G", "--count", "3", "--keep", "2", "-o", folder.Path, "--method", "inspector", "--interval", "0.2", "--duration", "12", "--json"]);
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        int[] taken = [.. Enumerable.Range(0, lines.Length).Where(at => lines[at].StartsWith("{\"type\":\"snapshot\"", StringComparison.Ordinal))];
        Assert.True(taken.Length == 3, $"{taken.Length} snapshots\n{result.Error}");
        Assert.Contains("\"type\":\"sample\"", lines[taken[0] + 1], StringComparison.Ordinal);   // the watch goes on
        string[] files = [.. taken.Select(at => JsonDocument.Parse(lines[at]).RootElement.GetProperty("snapshot").GetProperty("files")[0].GetProperty("file").GetString()!)];
        Assert.Equal([true, false, true], files.Select(File.Exists));
        Assert.Equal(0, (await HeaptrailCommand.RunAsync(["summary", files[2], "--json"])).ExitCode);
        Assert.Empty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
    }

    [Theory]
    [InlineData("--keep is for snapshots: say when one is to be taken", "--keep", "3")]
    [InlineData("there is no such folder", "--every", "1m", "-o", "no-such-folder")]
    [InlineData("--on-slope and --near-limit need to look inside", "--on-slope", "--no-inspector")]
    public async Task Options_for_snapshots_that_do_not_fit_are_one_line_and_exit_code_2(string message, params string[] options)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", "1", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_started_and_ended()
    {
        using var folder = new TempFolder();
        string file = folder.Write("app.cjs", Steady);
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", "--interval", "0.2", "--duration", "2", "--", "node", file]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("Not enough data", result.Output, StringComparison.Ordinal);
        Assert.Contains("ready", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_does_not_exist_is_one_line_and_exit_code_4()
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["watch", "2147483647"]);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("there is no process 2147483647", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_are_listed_with_their_children()
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, "const { fork } = require('child_process'); if (!process.argv[2]) fork(__filename, ['child']).once('message', () => console.log('ready')); else { process.send(1); setInterval(() => {}, 1000); }");
        CommandResult result = await HeaptrailCommand.RunAsync(["ps", "--json"]);
        using JsonDocument view = JsonDocument.Parse(result.Succeeded().Output);
        JsonElement[] rows = [.. view.RootElement.GetProperty("processes").EnumerateArray()];
        int parent = Array.FindIndex(rows, row => row.GetProperty("pid").GetInt32() == program.Pid);
        Assert.Equal(program.Pid, rows[parent + 1].GetProperty("parent").GetInt32());
        Assert.Equal(rows[parent].GetProperty("depth").GetInt32() + 1, rows[parent + 1].GetProperty("depth").GetInt32());
        Assert.True(rows[parent].GetProperty("rss").GetInt64() > 1 << 20);
    }

    static string? KindOf(CommandResult result)
    {
        using JsonDocument last = JsonDocument.Parse(result.Output.TrimEnd('\n').Split('\n')[^1]);
        return last.RootElement.GetProperty("verdict").GetProperty("kind").GetString();
    }

    static async Task<string?> EvaluateAsync(Uri address, string expression)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using var client = await Heaptrail.Capture.Inspector.InspectorClient.ConnectAsync(address, new(), cancel);
        JsonElement answer = await client.SendAsync("Runtime.evaluate", writer => writer.WriteString("expression", expression), cancel);
        return answer.GetProperty("result").GetProperty("value").GetString();
    }
}
