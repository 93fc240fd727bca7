using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Capture;

/// <summary><c>doctor</c> with real programs.</summary>
public sealed class DoctorTests
{
    const string Collecting = "setInterval(() => { const until = Date.now() + 300; let kept = []; while (Date.now() < until) { kept.push({ a: 1 }); if (kept.length > 3e5) kept = []; } }, 310); console.log('ready');";
    const string Opening = "const fs = require('fs'); setInterval(() => { for (let i = 0; i < 5; i++) { fs.openSync(__filename); setTimeout(() => {}, 1e6); } }, 100); console.log('ready');";

    [Theory]
    [InlineData(Collecting, "Garbage collection: problem", "Event loop: problem", "Files and sockets: good")]
    [InlineData(Opening, "Active resources: notice", "Files and sockets: notice", "CPU: good")]
    public async Task A_real_program_is_judged_and_left_as_it_was(string code, params string[] expected)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, code);
        CommandResult result = (await HeaptrailCommand.RunAsync(["doctor", $"{program.Pid}", "--duration", "6s", "--json"])).Succeeded();
        using JsonDocument view = JsonDocument.Parse(result.Output);
        JsonElement[] checks = [.. view.RootElement.GetProperty("health").GetProperty("checks").EnumerateArray()];
        string[] found = [.. checks.Select(check => $"{check.GetProperty("name")}: {check.GetProperty("verdict")}")];
        Assert.True(!expected.Except(found).Any(), string.Join(", ", found));
        Assert.Empty(Heaptrail.Capture.Processes.ListeningPorts.Read(program.Pid));
    }
}
