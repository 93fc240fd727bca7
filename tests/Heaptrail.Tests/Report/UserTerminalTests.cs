using System.Text;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Json;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class UserTerminalTests
{
    [Theory]
    [InlineData(ColorMode.Auto, false, "", true)]
    [InlineData(ColorMode.Auto, true, "", false)]
    [InlineData(ColorMode.Auto, false, "NO_COLOR=1", false)]
    [InlineData(ColorMode.Auto, false, "NO_COLOR=", true)]
    [InlineData(ColorMode.Auto, false, "TERM=dumb", false)]
    [InlineData(ColorMode.Auto, true, "FORCE_COLOR=1", true)]
    [InlineData(ColorMode.Auto, true, "FORCE_COLOR=0", false)]
    [InlineData(ColorMode.Auto, true, "FORCE_COLOR=1;NO_COLOR=1", false)]
    [InlineData(ColorMode.Always, true, "NO_COLOR=1", true)]
    [InlineData(ColorMode.Never, false, "FORCE_COLOR=1", false)]
    public void Colour_follows_the_option_then_the_environment_then_the_stream(object mode, bool redirected, string variables, bool expected) =>
        Assert.Equal(expected, StyleDecision.Decide((ColorMode)mode, At(redirected, variables)).Color);

    [Theory]
    [InlineData(ColorMode.Auto, false, "", true)]
    [InlineData(ColorMode.Always, true, "", false)]
    [InlineData(ColorMode.Never, false, "", false)]
    [InlineData(ColorMode.Auto, false, "NO_COLOR=1", false)]
    [InlineData(ColorMode.Always, false, "TERM=dumb", false)]
    public void Links_are_for_terminals_with_colour_only(object mode, bool redirected, string variables, bool expected) =>
        Assert.Equal(expected, StyleDecision.Decide((ColorMode)mode, At(redirected, variables)).LinkRoot is not null);

    [Theory]
    [InlineData(false, 132, "COLUMNS=90", 132)]
    [InlineData(false, 0, "", 80)]
    [InlineData(false, 12, "", 40)]
    [InlineData(true, 0, "", 200)]
    [InlineData(true, 0, "COLUMNS=90", 90)]
    [InlineData(true, 0, "COLUMNS=wide", 200)]
    public void The_width_is_that_of_the_terminal_or_200(bool redirected, int columns, string variables, int expected) =>
        Assert.Equal(expected, StyleDecision.Decide(ColorMode.Auto, At(redirected, variables) with { Columns = columns }).Width);

    [Fact]
    public void A_pipe_gets_no_escape_code_at_all()
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using (UserTerminal terminal = Open(output, error))
        {
            terminal.Progress.Step("parsing");
            terminal.Note("a note");
            terminal.Error("cannot read a.heapsnapshot: it is empty");
            terminal.Write(SampleReports.TwoLeaks);
            terminal.Write(SampleReports.TwoLeaks, new JsonRenderer());
        }
        Assert.DoesNotContain('\e', Text(output));
        Assert.Equal("a note\nheaptrail: cannot read a.heapsnapshot: it is empty\n", Text(error));
    }

    [Fact]
    public void A_reader_that_leaves_is_no_error()
    {
        using var error = new MemoryStream();
        using UserTerminal terminal = Open(new BrokenPipe(hresult: 32), error);
        Assert.False(terminal.IsOutputBroken);
        terminal.Write(SampleReports.OneLeak);
        terminal.Write("more");
        Assert.True(terminal.IsOutputBroken);
        Assert.Equal("", Text(error));
    }

    [Fact]
    public void A_full_disk_is_an_error_for_the_result_but_not_for_the_conversation()
    {
        using var sound = new MemoryStream();
        using (UserTerminal terminal = Open(new BrokenPipe(hresult: 28), sound))
            Assert.Throws<IOException>(() => terminal.Write(SampleReports.OneLeak));
        using (UserTerminal terminal = Open(sound, new BrokenPipe(hresult: 28)))
            terminal.Note("a note");
    }

    [Fact]
    public void The_width_of_a_text_is_that_of_its_letters()
    {
        Assert.Equal(5, DisplayWidth.Of("naïve"));
        Assert.Equal(5, DisplayWidth.Of("nai\u0308ve"));
        Assert.Equal(4, DisplayWidth.Of("漢字"));
        Assert.Equal("漢…", DisplayWidth.Cut("漢字かな", 4));
    }

    static UserTerminal Open(Stream output, Stream error) => new(output, At(true, ""), error, At(true, ""), default, new ManualTime());

    static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    static Surroundings At(bool redirected, string variables)
    {
        var values = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(v => v.Split('=')[0], v => v.Split('=')[1]);
        return new(redirected, 80, name => values.GetValueOrDefault(name), "/srv/app");
    }

    sealed class BrokenPipe(int hresult) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("", hresult);
    }
}
