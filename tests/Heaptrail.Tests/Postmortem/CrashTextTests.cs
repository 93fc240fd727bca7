using System.Buffers;
using System.Text;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Json;
using Heaptrail.Report.Text;
using Xunit;

namespace Heaptrail.Tests.Postmortem;

/// <summary>A report about a program that died while it was watched.</summary>
public sealed class CrashTextTests
{
    static readonly LeakReport report = new()
    {
        Tool = new("heaptrail", "0.1.0"),
        Command = "find",
        Verdict = Verdict.Suspects,
        Summary = "The program died of its heap limit after 12 s. 1 suspect keeps 85 % of the heap of 70.1 MiB. One snapshot shows what is large, not what grows.",
        Target = new(4121, "24.21.0", "node --max-old-space-size=64 app.js", "main"),
        Snapshots = [new(".heaptrail/crash-4121.core", "at its death", "memory", 700_000, 2_000_000, 73_500_000, null, null, null)],
        Crash = new()
        {
            Signal = 6,
            IsHeapLimit = true,
            Message = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
            Seconds = 12.3,
            Threads =
            [
                new(4121, true, 2,
                [
                    new("native", "0x7ffee2b83700", "", null, "", false, null, null, [], 0),
                    new("interpreted", "0x7ffee2b83800", "remember", "0x2cedd4466470", "/app/app.js:4:16", false, 12, null, [new("primitive", null, "", "7", null, [], 0, false)], 1),
                ]),
            ],
        },
    };

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_last_words_and_the_JavaScript_come_before_the_findings(int width) => Golden.Equal(TerminalRenderer.Render(report, new() { Width = width }), $"report-crash-{width}.txt");

    [Fact]
    public void A_death_between_two_events_says_that_no_JavaScript_ran() =>
        Assert.Contains("none ran at that moment", TerminalRenderer.Render(report with { Crash = report.Crash! with { Threads = [] } }, new() { Width = 80 }), StringComparison.Ordinal);

    [Fact]
    public void Only_the_heap_limit_makes_suspects_fail_a_run()
    {
        Assert.Equal(1, ExitCodes.Of(report));
        Assert.Equal(0, ExitCodes.Of(report with { Crash = report.Crash! with { IsHeapLimit = false } }));
        Assert.Equal(0, ExitCodes.Of(report with { Crash = null }));
    }

    [Fact]
    public void The_JSON_of_a_crash_is_read_back()
    {
        CrashInfo read = ReportJson.Read(Json(report)).Crash!;

        Assert.Equal((6, true, 12.3, "remember"), (read.Signal, read.IsHeapLimit, read.Seconds, read.Threads[0].Frames[1].Function));
        Assert.DoesNotContain("\"crash\"", Encoding.UTF8.GetString(Json(report with { Crash = null })), StringComparison.Ordinal);
    }

    static byte[] Json(LeakReport report)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonRenderer().Render(report, output);
        return output.WrittenSpan.ToArray();
    }
}
