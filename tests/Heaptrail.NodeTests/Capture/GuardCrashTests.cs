using System.Diagnostics;
using System.Text.Json;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Capture;

/// <summary>A guarded program that dies of its heap limit leaves its memory and what fills it, and is started again.</summary>
public sealed class GuardCrashTests
{
    const string Leaky = """
        class Visit { constructor(i) { this.i = i; this.text = 'visit ' + i; } }
        const visits = [];
        function remember(i) { visits.push(new Visit(i)); }
        function serve() { for (let i = 0; ; i++) remember(i); }
        require('http').createServer(() => {}).listen(0, '127.0.0.1');
        if (!require('fs').existsSync(process.argv[2])) { require('fs').writeFileSync(process.argv[2], ''); setTimeout(serve, 1500); }
        """;

    [Fact]
    public async Task What_filled_the_heap_of_a_guarded_program_is_kept_and_named_and_the_program_serves_again()
    {
        using var folder = new TempFolder();
        string program = folder.Write("leaky.cjs", Leaky);
        string state = folder.File("state");
        using Process guard = Process.Start(new ProcessStartInfo(TestPaths.Launcher,
            ["guard", "--state", state, "--", NodeVersions.Binary(22), "--max-old-space-size=40", program, folder.File("died")])
        { RedirectStandardError = true })!;
        var said = new List<string>();
        guard.ErrorDataReceived += (_, line) => { lock (said) said.Add(line.Data ?? ""); };
        guard.BeginErrorReadLine();
        try
        {
            string? json = null;
            for (int i = 0; i < 600 && (json = Directory.Exists(state) ? Directory.GetFiles(state, "evidence-*.json").FirstOrDefault() : null) is null; i++)
                await Task.Delay(100, TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.True(json is not null, string.Join('\n', said));
            LeakReport report = ReportJson.Read(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
            Assert.Equal(("visits", "Visit", "guard"), (report.Findings[0].Holder.Name, report.Findings[0].Unit.Class, report.Command));
            Assert.True(report.Crash!.IsHeapLimit);
            Assert.Contains(report.Crash.Threads.SelectMany(thread => thread.Frames), frame => frame.Function is "serve" or "remember");
            Assert.True(File.Exists(Path.ChangeExtension(json, ".core")));

            using JsonDocument journal = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(state, "state.json"), TestContext.Current.CancellationToken));
            JsonElement[] events = [.. journal.RootElement.GetProperty("events").EnumerateArray()];
            Assert.Equal(["started", "crashed", "started"], events.Select(one => one.GetProperty("what").GetString()));
            Assert.EndsWith(".core", events[1].GetProperty("evidence").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("was ended by SIG", events[1].GetProperty("why").GetString(), StringComparison.Ordinal);
            Assert.Contains(said, line => line.Contains("died of its heap limit", StringComparison.Ordinal) && line.Contains("visits", StringComparison.Ordinal));
        }
        finally
        {
            (await Command.RunAsync("kill", ["-TERM", $"{guard.Id}"])).Succeeded();
            await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, guard.ExitCode);
    }
}
