using System.Text;
using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Find;

/// <summary>Runs that are done again, with real programs.</summary>
public sealed class VerifyTests
{
    static Dictionary<string, string?> NoPort { get; } = new() { ["PORT"] = null };

    [Theory]
    [InlineData("request-log")]
    [InlineData("event-listener")]
    public async Task The_fix_of_a_sample_is_verified_and_its_leak_is_found_again(string name)
    {
        var sample = Sample.Read(name);
        using var folder = new TempFolder();
        string baseline = await BaselineAsync(folder, "--requests", "300", "--", "node", sample.Program("leaky"));

        (LeakReport repaired, CommandResult isFixed) = await VerifyAsync(folder, baseline, "--", "node", sample.Program("fixed"));
        (LeakReport same, CommandResult isSame) = await VerifyAsync(folder, baseline);

        Assert.Equal((0, VerifyOutcome.Fixed, Verdict.NoLeak), (isFixed.ExitCode, repaired.Verification!.Outcome, repaired.Verdict));
        Assert.Equal((1, VerifyOutcome.StillLeaks, Verdict.Leak), (isSame.ExitCode, same.Verification!.Outcome, same.Verdict));
        VerifiedLeak leak = same.Verification.Leaks.First(l => l.Fingerprint == same.Findings[0].Fingerprint);
        Assert.Equal(leak.Before!.Value, leak.After!.Value, 0.02);
        // The recipe of the baseline is what was done again.
        Assert.Equal((900, 300), (same.Load!.Requests, same.Recipe!.Requests));
        Assert.All([repaired, same], r => Assert.NotNull(r.Verification!.After.LatencyMilliseconds));
    }

    [Fact]
    public async Task A_baseline_without_a_leak_guards_against_one()
    {
        var sample = Sample.Read("request-log");
        using var folder = new TempFolder();
        string baseline = await BaselineAsync(folder, "--requests", "300", "--", "node", sample.Program("fixed"));

        (LeakReport clean, CommandResult isClean) = await VerifyAsync(folder, baseline);
        (LeakReport broken, CommandResult isBroken) = await VerifyAsync(folder, baseline, "--", "node", sample.Program("leaky"));

        Assert.Equal((0, VerifyOutcome.StillNone), (isClean.ExitCode, clean.Verification!.Outcome));
        Assert.Equal((1, VerifyOutcome.AnotherLeak), (isBroken.ExitCode, broken.Verification!.Outcome));
        Assert.Contains(broken.Warnings, w => w.StartsWith("The command differs:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", 3, "cannot read {0}: expected a Heaptrail report, found JSON without a schemaVersion")]
    [InlineData("""{"schemaVersion":1,"tool":{"name":"heaptrail","version":"0.1.0"},"command":"leaks","verdict":"leak","summary":""}""", 2, "{0} is a report of 'leaks' and does not say how the program was driven")]
    public async Task What_is_no_baseline_is_refused_before_anything_runs(string json, int exitCode, string message)
    {
        using var folder = new TempFolder();
        string file = folder.Write("run.json", json);

        CommandResult result = await HeaptrailCommand.RunAsync(["verify", "--baseline", file, "--", "node", "no-such-program.js"]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, file), result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_backlog_that_drains_within_the_rest_is_no_leak()
    {
        using var folder = new TempFolder();
        string program = folder.Write("hold.js", """
            const waiting = new Set();
            require('http').createServer((request, response) => {
              const job = { url: request.url, at: new Date() };
              waiting.add(job);
              setTimeout(() => waiting.delete(job), 5000);
              response.end('ok');
            }).listen(process.env.PORT || 0, '127.0.0.1');
            """);

        (LeakReport hasty, _) = await HeaptrailCommand.FindAsync(folder, "--settle", "0", "--requests", "300", "--", "node", program);
        (LeakReport patient, CommandResult result) = await HeaptrailCommand.FindAsync(folder, "--settle", "7", "--requests", "300", "--", "node", program);

        Assert.Contains(hasty.Findings, f => f.Holder.Name == "waiting");
        Assert.Equal((0, Verdict.NoLeak), (result.ExitCode, patient.Verdict));
        Assert.Contains(patient.Dismissed, d => d.What.EndsWith("in waiting", StringComparison.Ordinal) && d.Why.StartsWith("a backlog:", StringComparison.Ordinal));
    }

    static async Task<string> BaselineAsync(TempFolder folder, params string[] arguments)
    {
        (_, CommandResult result) = await HeaptrailCommand.FindAsync(folder, arguments);
        return folder.Write("run.json", result.Output);
    }

    static async Task<(LeakReport Report, CommandResult Result)> VerifyAsync(TempFolder folder, string baseline, params string[] target)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["verify", "--json", "--out", folder.File("verified"), "--baseline", baseline, .. target], environment: NoPort);
        Assert.True(result.ExitCode is 0 or 1, $"exit code {result.ExitCode}\n{result.Error}");
        return (ReportJson.Read(Encoding.UTF8.GetBytes(result.Output)), result);
    }
}
