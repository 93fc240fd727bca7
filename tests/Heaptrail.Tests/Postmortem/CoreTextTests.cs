using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Postmortem;

/// <summary>What is told of a core dump and of a snapshot that was taken.</summary>
public sealed class CoreTextTests
{
    static readonly CoreView view = new()
    {
        Tool = new("heaptrail", "0.1.0"),
        File = "core.4121",
        Node = "22.23.3",
        V8 = "12.4.254.21",
        Pid = 4121,
        CommandLine = "node --max-old-space-size=512 server.js",
        Signal = 6,
        Threads = 7,
        MissingBytes = 0,
        Heaps = [new(1_336_231, 4_000_000, 56_833_000, 0), new(50_000, 150_000, 4_000_000, 0.00002)],
    };

    [Fact]
    public void A_dump_is_told_in_a_few_lines() => Golden.Equal(CoreText.Render(view, new() { Width = 80 }), "core.txt");

    [Fact]
    public void What_is_not_known_is_left_out() => Golden.Equal(
        CoreText.Render(view with { Node = null, Pid = null, CommandLine = "", Signal = 0, MissingBytes = 123_456_789, Heaps = [view.Heaps[0]] }, new() { Width = 80 }), "core-cut-off.txt");

    [Fact]
    public void A_snapshot_that_was_taken_says_how_long_the_process_stood_still() => Golden.Equal(
        SnapshotTakenText.Render(new()
        {
            Tool = new("heaptrail", "0.1.0"),
            Pid = 4121,
            Method = "inspector",
            Reason = "the heap of V8 9.4.146.26 cannot be read from memory: known are Node.js 18, 20, 22, 24, 26; use --method inspector",
            PauseMilliseconds = 8_821,
            Files = [new("heap-4121.heapsnapshot", 13_000_000, null)],
        }, new() { Width = 80 }), "snapshot-taken.txt");
}
