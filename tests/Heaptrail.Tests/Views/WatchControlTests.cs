using Heaptrail.Cli.Workflows;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class WatchControlTests
{
    readonly Queue<char> keys = new();
    readonly WatchControl control;

    public WatchControlTests() => control = new(() => keys.TryDequeue(out char key) ? key : null);

    [Fact]
    public void Q_quits() => Assert.Equal(WatchRequest.Quit, Press("q"));

    [Theory]
    [InlineData("gg", WatchRequest.Collect)]
    [InlineData("sS", WatchRequest.Snapshot)]
    [InlineData("gs", WatchRequest.None)]
    [InlineData("gxg", WatchRequest.None)]
    internal void What_stops_the_program_is_asked_twice_in_a_row(string pressed, WatchRequest request) => Assert.Equal(request, Press(pressed));

    [Fact]
    public void The_question_is_shown_until_it_is_answered()
    {
        Press("g");
        Assert.Equal("g again collects all garbage: the program stands still for a moment", control.Help);
        Press("x");
        Assert.Equal("g collect garbage   s snapshot   p pause   q quit", control.Help);
    }

    [Fact]
    public void P_pauses_and_goes_on()
    {
        Press("p");
        Assert.Equal((true, "paused   p go on   q quit"), (control.IsPaused, control.Help));
        Press("p");
        Assert.False(control.IsPaused);
    }

    WatchRequest Press(string pressed)
    {
        foreach (char key in pressed)
            keys.Enqueue(key);
        return control.Look();
    }
}
