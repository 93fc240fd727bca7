using System.Text;
using Heaptrail.Capture.Processes;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Find;

public sealed class AttachTests
{
    const string Leaky = """
        const seen = new Map();
        let n = 0;
        const server = require('http').createServer((q, s) => { seen.set({ visit: ++n }, [q.url]); s.end(); });
        server.listen(0, '127.0.0.1', () => console.log(server.address().port));
        """;

    [Fact]
    public async Task A_running_process_is_diagnosed_by_pid_and_left_running_without_an_inspector()
    {
        using var folder = new TempFolder();
        await using var running = await RunningProgram.StartAsync(folder, Leaky, ownPort: true);

        (LeakReport report, CommandResult result) = await HeaptrailCommand.FindAsync(folder, "-n", "200", $"{running.Pid}");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(("seen", "{visit}", 1.0), (report.Findings[0].Holder.Name, report.Findings[0].Unit.Class, report.Findings[0].Unit.PerRequest));
        Assert.Equal(running.Pid, report.Target!.Pid);
        Assert.False(running.HasExited);
        Assert.Single(ListeningPorts.Read(running.Pid));
    }

    [Fact]
    public async Task A_running_process_is_diagnosed_by_the_address_of_its_inspector()
    {
        using var folder = new TempFolder();
        await using var running = await RunningProgram.StartAsync(folder, Leaky, inspect: true);

        (LeakReport report, _) = await HeaptrailCommand.FindAsync(folder, "-n", "200", "--url", $"http://127.0.0.1:{running.FirstLine}/x", $":{running.InspectorPort}");

        Assert.Equal("seen", report.Findings[0].Holder.Name);
        Assert.False(running.HasExited);
    }

    [Fact]
    public async Task The_output_of_the_program_goes_to_standard_error_untouched_and_the_report_alone_to_standard_output()
    {
        using var folder = new TempFolder();
        string program = folder.Write("talks.js", "console.log('hällo out'); console.error('hello err');" + Leaky);

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "-q", "--json", "-n", "50", "--out", folder.File("s"), "--", "node", program]);

        Assert.Equal(1, ReportJson.Read(Encoding.UTF8.GetBytes(result.Output)).SchemaVersion);
        Assert.Contains("hällo out\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("hello err\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ebugger", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_users_own_load_command_drives_the_rounds()
    {
        using var folder = new TempFolder();
        string program = folder.Write("server.js", Leaky.Replace("listen(0,", "listen(process.env.TEST_PORT,", StringComparison.Ordinal));
        string load = folder.Write("load.js", """
            const http = require('http'), agent = new http.Agent({ keepAlive: true });
            const get = () => new Promise((done) => http.get({ port: process.argv[2], host: '127.0.0.1', agent }, (r) => { r.resume(); r.on('end', done); }));
            (async () => { for (let i = 0; i < 150; i++) await get(); console.log('Transactions: 150 hits'); agent.destroy(); })();
            """);
        int port = 20_000 + (Environment.ProcessId % 20_000);

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "-q", "--json", "--out", folder.File("s"), "--load", $"node {load} {port}", "--", "node", program],
            environment: new Dictionary<string, string?> { ["TEST_PORT"] = $"{port}" });

        Assert.True(result.ExitCode == 1, result.Error);
        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(("seen", 300, 1.0), (report.Findings[0].Holder.Name, report.Findings[0].Unit.Added, report.Findings[0].Unit.PerRequest));
    }
}
