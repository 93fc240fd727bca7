using Heaptrail.Capture;
using Heaptrail.Capture.Guard;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Capture.Guard;

public sealed class GuardPartsTests
{
    const long MiB = 1 << 20;

    [Fact]
    public void A_command_is_taken_apart_into_options_of_node_script_and_words()
    {
        (var options, string script, var words) = GuardCommand.Split(["/usr/bin/node", "--max-old-space-size=64", "-r", "./x.js", "server.js", "--port", "3"]);
        Assert.Equal(["--max-old-space-size=64", "-r", "./x.js"], options);
        Assert.Equal("server.js", script);
        Assert.Equal(["--port", "3"], words);
        Assert.Contains("'npm start'", Assert.Throws<CaptureException>(() => GuardCommand.Split(["npm", "start"])).Message, StringComparison.Ordinal);
        Assert.Throws<CaptureException>(() => GuardCommand.Split(["node", "-r", "x"]));
    }

    [Fact]
    public void A_snapshot_by_V8_costs_by_the_object_and_a_copy_of_memory_by_the_byte()
    {
        // Node.js 20, small objects: 97 MB of heap grew by 992 MB in 10.6 s. The prediction has to be on the safe side of the growth, and near the pause.
        CaptureCost worst = CaptureCost.OfInspector(97_000_000, null, 20);
        Assert.InRange(worst.TargetBytes, 700_000_000, 1_100_000_000);
        Assert.InRange(worst.Pause.TotalSeconds, 5, 11);
        // 47,000 nodes of long strings: grew by a megabyte.
        Assert.InRange(CaptureCost.OfInspector(60_000_000, 47_000, 24).TargetBytes, 0, 60_000_000);
        CaptureCost copy = CaptureCost.OfMemory(400 * MiB);
        Assert.Equal((0, true, true), (copy.TargetBytes, copy.Pause.TotalSeconds < 1, copy.OwnBytes > 400 * MiB));
    }

    [Fact]
    public void A_capture_that_does_not_fit_is_refused_with_a_sentence()
    {
        var cost = new CaptureCost(default, 300 * MiB, 100 * MiB, 50 * MiB);
        Assert.Null(new CaptureRoom(1000 * MiB, 1000 * MiB, 1000 * MiB).WhyNot(cost));
        Assert.Equal("the process would grow by up to 300.0 MiB, and 200.0 MiB are free for it", new CaptureRoom(200 * MiB, 1000 * MiB, 1000 * MiB).WhyNot(cost));
        Assert.Equal("up to 400.0 MiB of memory are needed, and 350.0 MiB are free", new CaptureRoom(350 * MiB, 350 * MiB, 1000 * MiB).WhyNot(cost));
        Assert.Equal("the file takes up to 50.0 MiB, and the disk has 40.0 MiB free", new CaptureRoom(1000 * MiB, 1000 * MiB, 40 * MiB).WhyNot(cost));
    }

    [Theory]
    [InlineData(3, null, "b c")]
    [InlineData(1, null, "b c d")]
    [InlineData(null, 25L, "b c d")]
    [InlineData(null, 30L, "b c")]
    [InlineData(9, 999L, "")]
    public void The_oldest_captures_go_but_never_the_first_and_the_newest(int? files, long? bytes, string gone) =>
        Assert.Equal(gone.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Retention(files, bytes).Excess([("a", 10), ("b", 10), ("c", 10), ("d", 10), ("e", 10)]));

    [Fact]
    public void A_journal_is_read_by_the_next_guard_of_the_same_command_and_survives_damage()
    {
        string root = Directory.CreateTempSubdirectory("heaptrail-test-").FullName;
        string path = Path.Combine(root, "guard");
        GuardJournal first = GuardJournal.Open(path, ["node", "a.js"]);
        for (int i = 0; i < 150; i++)
            first.Note(new GuardEvent { At = DateTimeOffset.UnixEpoch, What = "started", Pid = i });
        GuardJournal second = GuardJournal.Open(path, ["node", "a.js"]);
        Assert.Equal((100, 50, 149), (second.State.Events.Length, second.State.Events[0].Pid, second.State.Events[^1].Pid));
        Assert.Empty(GuardJournal.Open(path, ["node", "b.js"]).State.Events);
        File.WriteAllText(Path.Combine(path, "state.json"), "{\"schemaVersion\":1,\"comm");
        Assert.Empty(GuardJournal.Open(path, ["node", "a.js"]).State.Events);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Plans_that_make_no_sense_are_refused()
    {
        var good = new GuardPlan { Command = ["node", "x"] };
        good.Checked();
        GuardPlan[] wrong = [good with { Command = [] }, good with { Command = [], Attach = "1", Workers = 2 }, good with { Workers = 1000 }, good with { Signal = "SIGKILL" }, good with { Limits = new() { MaxHeap = 85 } }];
        Assert.All(wrong, plan => Assert.Throws<UsageException>(() => plan.Checked()));
    }
}
