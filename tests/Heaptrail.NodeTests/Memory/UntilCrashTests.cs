using System.Text;
using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.NodeTests.Memory;

/// <summary>A program that dies of its heap limit is caught in that moment.</summary>
public sealed class UntilCrashTests
{
    const string Leaky = """
        class Visit { constructor(i) { this.i = i; this.text = 'visit ' + i; } }
        const visits = [];
        function remember(i) { visits.push(new Visit(i)); }
        function serve() { for (let i = 0; ; i++) remember(i); }
        setTimeout(serve, 1);
        """;

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    [InlineData(26)]
    public async Task What_fills_the_heap_is_named_with_the_JavaScript_that_ran(int major)
    {
        using var folder = new TempFolder();
        string program = folder.Write("leaky.cjs", Leaky);

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "--until-crash", "--json", "-q", "--out", folder.File("out"), "--", NodeVersions.Binary(major), "--max-old-space-size=40", program]);

        Assert.True(result.ExitCode == 1, $"exit code {result.ExitCode}\n{result.Error}");
        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(Verdict.Suspects, report.Verdict);
        CrashInfo crash = report.Crash!;
        Assert.True(crash.IsHeapLimit);
        Assert.Contains("heap out of memory", crash.Message, StringComparison.Ordinal);
        CoreThreadInfo thread = Assert.Single(crash.Threads);
        Assert.Contains(thread.Frames, frame => frame.Function is "serve" or "remember" && frame.Place.StartsWith(program, StringComparison.Ordinal));
        Finding finding = report.Findings[0];
        Assert.Equal(("visits", "Visit"), (finding.Holder.Name, finding.Unit.Class));
        Assert.EndsWith("leaky.cjs", finding.Holder.Location!.File, StringComparison.Ordinal);
        Assert.StartsWith("crash-", Path.GetFileName(Assert.Single(Directory.GetFiles(folder.File("out")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_by_itself_leaves_nothing_to_look_into()
    {
        using var folder = new TempFolder();
        string program = folder.Write("ends.cjs", "process.on('SIGUSR2', () => console.log('heard')); process.kill(process.pid, 'SIGUSR2'); setTimeout(() => process.exit(7), 300);");

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "--until-crash", "-q", "--out", folder.File("out"), "--", NodeVersions.Binary(24), program]);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("heaptrail: the program ended with exit code 7 after ", result.Error, StringComparison.Ordinal);
        // Signals reach a program that is watched.
        Assert.Contains("heard", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.File("out")));
    }
}
