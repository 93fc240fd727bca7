using System.Buffers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;
using Heaptrail.Report.Verification;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class VerificationTests
{
    [Fact]
    public void A_leak_that_is_gone_is_fixed()
    {
        LeakReport report = Compare(Leaky, Clean);

        Assert.Equal((VerifyOutcome.Fixed, "verify", 0), (report.Verification!.Outcome, report.Command, ExitCodes.Of(report.Verdict)));
        Assert.Equal($"The leak of the baseline is gone, and there is no other: {Leak.Title}.", report.Summary);
        Assert.Equal(new VerifiedLeak(Leak.Fingerprint, Leak.Title, LeakFate.Fixed, 1, null), Assert.Single(report.Verification.Leaks));
    }

    [Theory]
    [InlineData(1.0, "1 object per request as before")]
    [InlineData(0.5, "0.5 objects per request after 1")]
    public void A_leak_with_the_same_fingerprint_is_still_there_at_its_new_pace(double now, string pace)
    {
        LeakReport report = Compare(Leaky, Leaky with { Findings = [Leak with { Unit = Leak.Unit with { PerRequest = now } }] });

        Assert.Equal((VerifyOutcome.StillLeaks, 1), (report.Verification!.Outcome, ExitCodes.Of(report.Verdict)));
        Assert.Equal($"The leak of the baseline is still there: {Leak.Title}, {pace}.", report.Summary);
    }

    [Fact]
    public void A_leak_with_another_fingerprint_is_another_one()
    {
        Finding other = Leak with { Fingerprint = "map-grows:other.js#cache", Title = "cache gains entries" };

        LeakReport report = Compare(Leaky, Leaky with { Findings = [other] });

        Assert.Equal(VerifyOutcome.AnotherLeak, report.Verification!.Outcome);
        Assert.Equal($"Gone: {Leak.Title}. Another leak, which the baseline did not have: cache gains entries.", report.Summary);
        Assert.Equal([LeakFate.Fixed, LeakFate.New], report.Verification.Leaks.Select(l => l.Fate));
    }

    [Fact]
    public void Without_a_leak_the_baseline_guards_against_new_ones()
    {
        Assert.Equal((VerifyOutcome.StillNone, "The baseline had no leak, and neither has this run."), Answer(Compare(Clean, Clean)));
        Assert.Equal((VerifyOutcome.AnotherLeak, $"The baseline had no leak, this run has one: {Leak.Title}."), Answer(Compare(Clean, Leaky)));
    }

    [Fact]
    public void A_suspect_that_was_the_leak_is_no_answer()
    {
        LeakReport report = Compare(Leaky, Leaky with { Verdict = Verdict.Suspects, Summary = "It slows down.", Findings = [Leak with { Confidence = Confidence.Suspect }] });

        Assert.Equal((VerifyOutcome.Inconclusive, "Whether the leak is gone cannot be told: It slows down."), Answer(report));
    }

    [Fact]
    public void What_cannot_be_compared_like_for_like_is_said()
    {
        LeakReport run = Clean with { Target = new(1, "24.1.0", "node b.js", "main"), Recipe = Recipe with { Command = ["node", "b.js"] }, Load = Clean.Load! with { Failed = 7 } };

        IEnumerable<string> warnings = Compare(Leaky, run).Warnings;

        Assert.Contains("Node.js differs: the baseline ran on 20, this run on 24. Speed and memory are not comparable.", warnings);
        Assert.Contains(warnings, w => w.StartsWith("The command differs: the baseline ran 'node server.js', this run 'node b.js'.", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.StartsWith("7 requests failed in this run and none in the baseline", StringComparison.Ordinal));
        Assert.Empty(Compare(Leaky, Clean).Warnings);
    }

    [Fact]
    public void Speed_and_growth_stand_side_by_side()
    {
        LeakReport run = Clean with { Load = new(2682, 456.2, 0, new(2.2, 4.0, 40)) };

        IReadOnlyList<VerificationRow> rows = VerificationRows.Of(Compare(Leaky, run).Verification!);

        Assert.Contains(new VerificationRow("Requests per second", "912.4", "456.2", "-50 %"), rows);
        Assert.Contains(new VerificationRow("Latency p50", "1.1 ms", "2.2 ms", "+100 %"), rows);
        Assert.Contains(new VerificationRow("Latency p99", "4 ms", "4 ms", "same"), rows);
        Assert.Equal(("+237 B", "+2 B", ""), rows.Where(r => r.What == "Heap, growth per request").Select(r => (r.Before, r.After, r.Change)).Single());
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(TerminalRenderer.Render(Compare(Leaky, Clean with { Load = new(2682, 900.1, 0, new(1.1, 4.2, 40)) }), new() { Width = width }), $"terminal-{width}/Verified.txt");

    [Fact]
    public void It_is_read_back_as_it_was_written()
    {
        LeakReport report = Compare(Leaky, Leaky);
        var json = new ArrayBufferWriter<byte>();
        ReportJson.Write(report, json);

        LeakReport back = ReportJson.Read(json.WrittenSpan);

        Assert.Equal((VerifyOutcome.StillLeaks, LeakFate.Still), (back.Verification!.Outcome, back.Verification.Leaks[0].Fate));
        Assert.Equal(["node", "server.js"], back.Recipe!.Command);
    }

    static RecipeInfo Recipe => new() { Command = ["node", "server.js"], Requests = 500, Connections = 8, Rounds = 3, Warmup = 1, SettleSeconds = 3 };

    static LeakReport Leaky => SampleReports.OneLeak with { Recipe = Recipe };

    static LeakReport Clean => SampleReports.NoLeak with { Recipe = Recipe };

    static Finding Leak => Leaky.Findings[0];

    static LeakReport Compare(LeakReport baseline, LeakReport run) => RunComparison.Compare(baseline, "run.json", run);

    static (VerifyOutcome, string) Answer(LeakReport report) => (report.Verification!.Outcome, report.Summary);
}
