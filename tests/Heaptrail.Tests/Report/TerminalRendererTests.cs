using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class TerminalRendererTests
{
    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void Text_at_80_columns_is_the_golden_file(string name) =>
        Golden.Equal(TerminalRenderer.Render(SampleReports.Named(name), new()), $"terminal-80/{name}.txt");

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void Text_at_200_columns_is_the_golden_file(string name) =>
        Golden.Equal(TerminalRenderer.Render(SampleReports.Named(name), new() { Width = 200 }), $"terminal-200/{name}.txt");

    [Fact]
    public void Colours_and_links_are_the_golden_file() =>
        Golden.Equal(TerminalRenderer.Render(SampleReports.OneLeak, new() { Color = true, LinkRoot = "/srv/my app" }).Replace("\e", "␛", StringComparison.Ordinal), "terminal-color.txt");

    [Theory]
    [InlineData(nameof(SampleReports.OneLeak))]
    [InlineData(nameof(SampleReports.TwoLeaks))]
    [InlineData(nameof(SampleReports.NoLeak))]
    [InlineData(nameof(SampleReports.Suspects))]
    [InlineData(nameof(SampleReports.Nulls))]
    public void No_line_is_wider_than_80_columns(string name) =>
        Assert.All(TerminalRenderer.Render(SampleReports.Named(name), new()).Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= 80, line));

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void Every_place_is_in_one_piece_at_any_width(string name)
    {
        LeakReport report = SampleReports.Named(name);
        string[] places = [.. report.Findings.SelectMany(f => f.AllocatedAt.Select(a => $"{a.File}:{a.Line}:{a.Column}").Append(f.Holder.Location?.ToString() ?? ""))];
        for (var width = 40; width <= 200; width += 7)
            Assert.All(places, place => Assert.Contains(place, TerminalRenderer.Render(report, new() { Width = width }), StringComparison.Ordinal));
    }

    [Fact]
    public void A_place_with_spaces_in_its_path_is_not_wrapped()
    {
        const string Place = "my own project/lib/the file.js:3:7";
        LeakReport one = SampleReports.OneLeak;
        Finding finding = one.Findings[0];
        finding = finding with
        {
            Sentence = $"It is held by requestLogs ({Place}), which nothing empties.",
            Holder = finding.Holder with { Location = new("my own project/lib/the file.js", 3, 7) },
            Path = [],
            AllocatedAt = [new("f", "my own project/lib/the file.js", 3, 7, 1)],
        };
        for (var width = 40; width <= 200; width++)
        {
            string text = TerminalRenderer.Render(one with { Findings = [finding] }, new() { Width = width });
            Assert.Equal(3, text.Split(Place).Length);
        }
    }

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void Colours_change_no_word(string name)
    {
        LeakReport report = SampleReports.Named(name);
        string colored = TerminalRenderer.Render(report, new() { Color = true });
        Assert.Equal(TerminalRenderer.Render(report, new()), System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Names_of_the_target_cannot_control_the_terminal() =>
        Assert.DoesNotContain(TerminalRenderer.Render(SampleReports.Hostile, new()), c => c != '\n' && (char.IsControl(c) || c is >= '\u202A' and <= '\u202E'));

    [Fact]
    public void The_first_word_is_the_verdict()
    {
        Assert.StartsWith("LEAK  1 leak explains 97 %", TerminalRenderer.Render(SampleReports.OneLeak, new()), StringComparison.Ordinal);
        Assert.StartsWith("NO LEAK  Nothing leaks", TerminalRenderer.Render(SampleReports.NoLeak, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_holder_is_marked_once_per_finding()
    {
        string text = TerminalRenderer.Render(SampleReports.TwoLeaks, new());
        Assert.Equal(3, text.Split("← grows here").Length);
    }

    [Fact]
    public void Equal_steps_are_folded() =>
        Assert.Contains("ListNode (× 381)", TerminalRenderer.Render(SampleReports.HugePath, new()), StringComparison.Ordinal);

    [Fact]
    public void The_middle_of_a_long_path_is_left_out_unless_all_is_asked_for()
    {
        Assert.Contains("steps left out", TerminalRenderer.Render(SampleReports.HugePath, new()), StringComparison.Ordinal);
        Assert.DoesNotContain("left out", TerminalRenderer.Render(SampleReports.HugePath, new() { ShowAll = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_beyond_the_top_are_named_in_one_line()
    {
        string text = TerminalRenderer.Render(SampleReports.TwoLeaks, new() { Top = 1 });
        Assert.Contains("and 1 more:\n   2   Listener 'message' is added on every request  ↑ +1.1 MiB retained\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_is_that_of_the_verdict()
    {
        Assert.EndsWith("Exit code   1 (a leak was found)\n", TerminalRenderer.Render(SampleReports.OneLeak, new()), StringComparison.Ordinal);
        Assert.EndsWith("Exit code   0\n", TerminalRenderer.Render(SampleReports.OneLeak with { Verdict = Verdict.Inconclusive }, new()), StringComparison.Ordinal);
    }
}
