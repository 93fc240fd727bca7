using System.Text;
using Heaptrail.Cli.Terminal;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class ProgressLineTests
{
    const string Clear = "\r\e[2K";

    readonly ManualTime time = new();
    readonly StringBuilder error = new();

    [Fact]
    public void Work_of_less_than_half_a_second_shows_nothing()
    {
        foreach (bool moving in new[] { true, false })
        {
            using ProgressLine line = Line(moving);
            line.Step("parsing");
            time.Advance(450);
            line.Done();
            time.Advance(5000);
        }
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Without_a_terminal_each_step_is_one_plain_line()
    {
        using ProgressLine line = Line(moving: false);
        line.Step("starting");
        time.Advance(200);
        line.Step("warming up");
        time.Advance(400);
        line.Update("612 req/s");
        line.Step("round 1 of 3");
        time.Advance(9000);
        line.Update("640 req/s");
        line.Done();
        Assert.Equal("starting\nwarming up\nround 1 of 3\n", error.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_removed_at_the_end()
    {
        using ProgressLine line = Line(moving: true);
        line.Step("round 2 of 3");
        line.Update("612 req/s");
        time.Advance(600);
        line.Done();
        Assert.Equal($"{Clear}⠋ round 2 of 3  612 req/s{Clear}⠙ round 2 of 3  612 req/s{Clear}", error.ToString());
    }

    [Fact]
    public void The_line_says_how_long_a_step_has_run_and_never_fills_the_last_column()
    {
        using ProgressLine line = Line(moving: true, width: 22);
        line.Step("analysing");
        time.Advance(3000);
        Assert.EndsWith("analysing  3 s", error.ToString(), StringComparison.Ordinal);
        line.Update("88,104 nodes of many more");
        time.Advance(100);
        string last = error.ToString().Split(Clear)[^1];
        Assert.Equal(21, last.Length);
        Assert.EndsWith("88,104 …", last, StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_of_the_target_never_meets_the_line()
    {
        using ProgressLine line = Line(moving: true);
        using Stream through = Through(line);
        line.Step("round 1 of 3");
        time.Advance(500);
        error.Clear();
        through.Write("listening on 3000\n"u8);
        Assert.Equal($"{Clear}listening on 3000\n", error.ToString());
        time.Advance(100);
        Assert.EndsWith("round 1 of 3", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_stays_away_while_the_target_is_in_the_middle_of_its_own_line()
    {
        using ProgressLine line = Line(moving: true);
        using Stream through = Through(line);
        line.Step("round 1 of 3");
        time.Advance(500);
        through.Write("half a "u8);
        error.Clear();
        time.Advance(1000);
        Assert.Equal("", error.ToString());
        through.Write("line\n"u8);
        time.Advance(100);
        Assert.Matches("^line\n\r\e\\[2K. round 1 of 3$", error.ToString());
    }

    [Fact]
    public void A_note_stays_and_begins_a_line_of_its_own()
    {
        using ProgressLine line = Line(moving: true);
        using Stream through = Through(line);
        through.Write("no line end"u8);
        line.Note("sending SIGUSR1 to 4121\e[2J");
        Assert.Equal("no line end\nsending SIGUSR1 to 4121\\u001b[2J\n", error.ToString());
    }

    [Fact]
    public async Task Many_threads_leave_every_line_whole()
    {
        using ProgressLine line = Line(moving: true);
        using Stream through = Through(line);
        line.Step("round 1 of 3");
        time.Advance(600);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                through.Write(Encoding.UTF8.GetBytes($"thread {t} line {i}\n"));
                line.Update($"{i} req/s");
            }
        })));
        string[] written = [.. error.ToString().Split('\n').Select(l => l.Split(Clear)[^1]).Where(l => l.StartsWith("thread", StringComparison.Ordinal))];
        Assert.Equal(800, written.Distinct().Count());
    }

    ProgressLine Line(bool moving, int width = 80) => new(t => error.Append(t), new() { Moving = moving, Width = () => width, Time = time });

    PassThrough Through(ProgressLine line) => new(new Recorder(error), line);

    sealed class Recorder(StringBuilder text) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => text.Append(Encoding.UTF8.GetString(buffer));
    }
}
