using System.Text;
using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Memory;

/// <summary>Copies of memory are compared like snapshots, though their objects have no ids.</summary>
public sealed class CaptureComparisonTests
{
    // Each line of standard input is a round of work. A ring and a bounded Map are full from the start and always hold new objects.
    const string Program = """
        const bus = new (require('events'))(); bus.setMaxListeners(0);
        class Session { constructor(i) { this.id = i; this.user = { name: 'user' + i }; } }
        const cache = new Map(), logs = [], ring = [], bounded = new Map(); let n = 0;
        function work(i) {
          bounded.set('b' + i, { text: 'bounded' + i }); if (bounded.size > 300) bounded.delete(bounded.keys().next().value);
          ring.push(new Session(i)); if (ring.length > 200) ring.shift();
          KIND
        }
        function round() { for (let i = 0; i < 1000; i++) work(n++); console.log('done'); }
        require('readline').createInterface({ input: process.stdin }).on('line', round);
        round();
        """;

    [Theory]
    [InlineData(18, "cache.set('k' + i, { text: 'value' + i });", LeakCause.UnboundedCache, "cache", "{text}")]
    [InlineData(22, "logs.push({ url: '/u' + i, date: new Date() });", LeakCause.ModuleArray, "logs", "{url, date}")]
    [InlineData(26, "const s = new Session(i); bus.on('tick', () => s.id);", LeakCause.EventListener, "bus", "Session")]
    public async Task What_grows_in_copies_of_memory_is_named_with_its_count(int major, string code, LeakCause cause, string holder, string unit)
    {
        using var folder = new TempFolder();
        string[] files = await CaptureAsync(folder, "leaky", major, code);

        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", "--json", "-q", "-n", "1000", .. files]);

        Assert.True(result.ExitCode == 1, $"exit code {result.ExitCode}\n{result.Error}");
        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Finding finding = report.Findings[0];
        Assert.Equal((cause, holder, unit), (finding.Cause, finding.Holder.Name, finding.Unit.Class));
        Assert.Equal(4000, finding.Unit.Objects[^1]);
        // Few objects are taken for new ones that V8 has moved meanwhile.
        Assert.InRange(finding.Unit.Added, 1950, 2000);
        Assert.Equal("path", report.MatchedBy);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Memory captures have no ids", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rings_and_bounded_caches_are_quiet_and_captures_that_do_not_belong_together_are_refused()
    {
        using var folder = new TempFolder();
        string[] files = await CaptureAsync(folder, "healthy", 24, "");
        string[] others = await CaptureAsync(folder, "other", 24, "");
        string snapshot = folder.Write("some.heapsnapshot", "{}");

        CommandResult quiet = await HeaptrailCommand.RunAsync(["leaks", "--json", "-q", .. files]);
        CommandResult mixed = await HeaptrailCommand.RunAsync(["leaks", "-q", files[0], snapshot]);
        CommandResult other = await HeaptrailCommand.RunAsync(["leaks", "-q", files[0], others[1]]);
        CommandResult twice = await HeaptrailCommand.RunAsync(["leaks", "-q", files[0], files[0]]);

        Assert.Equal((0, Verdict.NoLeak), (quiet.ExitCode, ReportJson.Read(Encoding.UTF8.GetBytes(quiet.Output)).Verdict));
        Assert.Equal((2, 2, 2), (mixed.ExitCode, other.ExitCode, twice.ExitCode));
        Assert.Contains("objects have ids in snapshots only", mixed.Error, StringComparison.Ordinal);
        Assert.Contains("are not of one process: their heaps lie at different addresses", other.Error, StringComparison.Ordinal);
        Assert.Contains("are the same: nothing happened between them", twice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_needs_no_inspector()
    {
        using var folder = new TempFolder();
        string program = folder.Write("server.cjs", """
            const seen = [];
            require('http').createServer((q, r) => { seen.push({ url: q.url, at: new Date() }); r.end(String(require('inspector').url())); }).listen(0, '127.0.0.1');
            """);

        (LeakReport report, _) = await HeaptrailCommand.FindAsync(folder, "-q", "--method", "memory", "-n", "200", "--settle", "0.5", "--", NodeVersions.Binary(24), program);

        Finding finding = report.Findings[0];
        Assert.Equal((LeakCause.ModuleArray, "seen", "{url, at}"), (finding.Cause, finding.Holder.Name, finding.Unit.Class));
        Assert.Equal(1.0, finding.Unit.PerRequest!.Value, 1);
        Assert.All(report.Snapshots, snapshot => Assert.Equal(("memory", ".core"), (snapshot.Method, Path.GetExtension(snapshot.File))));
        Assert.Equal("path", report.MatchedBy);
        Assert.Equal("memory", report.Recipe!.Method);
        Assert.StartsWith("24.", report.Target!.Node, StringComparison.Ordinal);
    }

    static async Task<string[]> CaptureAsync(TempFolder folder, string name, int major, string code)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(NodeVersions.Binary(major), [folder.Write($"{name}.cjs", Program.Replace("KIND", code, StringComparison.Ordinal))])
        { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            await DoneAsync();
            var files = new List<string>();
            for (int round = 1; round <= 3; round++)
            {
                await process.StandardInput.WriteLineAsync();
                await process.StandardInput.FlushAsync();
                await DoneAsync();
                files.Add(folder.File($"{name}-{round}.core"));
                (await HeaptrailCommand.RunAsync(["snapshot", $"{process.Id}", "--raw", "-q", "-o", files[^1]])).Succeeded();
            }
            return [.. files];
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        async Task DoneAsync() => Assert.Equal("done", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
