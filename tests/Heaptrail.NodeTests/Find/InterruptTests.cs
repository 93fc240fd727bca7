using System.Diagnostics;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

public sealed class InterruptTests
{
    [Fact]
    public async Task Ctrl_C_stops_the_program_and_keeps_the_files()
    {
        using var folder = new TempFolder();
        string pidFile = folder.File("pid");
        string program = folder.Write("slow.js", $$"""
            require('fs').writeFileSync({{System.Text.Json.JsonSerializer.Serialize(pidFile)}}, String(process.pid));
            let served = 0;
            require('http').createServer((q, s) => setTimeout(() => s.end(), ++served > 200 ? 2000 : 0)).listen(0, '127.0.0.1');
            """);
        string snapshots = folder.File("snapshots");
        // Who runs these tests in the background of a shell passes on that Ctrl+C is ignored.
        using Process find = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", TestPaths.Launcher, "find", "-q", "-n", "100", "-c", "4", "--out", snapshots, "--", "node", program])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> error = find.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string first = Path.Combine(snapshots, "round-1.heapsnapshot");
        for (int i = 0; i < 300 && !File.Exists(first); i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(first));
        int pid = int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);

        (await Command.RunAsync("kill", ["-INT", $"{find.Id}"])).Succeeded();
        await find.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(130, find.ExitCode);
        Assert.Contains("interrupted", await error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{pid}"), "the program still runs");
        Assert.True(new FileInfo(first).Length > 1_000_000);
    }
}
