using System.Text;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Causes;

/// <summary>Runs a small program in three rounds of equal work, with a snapshot after each, and asks for its leaks.</summary>
static class RoundsOfWork
{
    public const int Steps = 60;

    static string Programs => Path.Combine(TestPaths.Repository, "tests", "Heaptrail.NodeTests", "Causes", "programs");

    public static async Task<LeakReport> LeaksAsync(TempFolder folder, int major, string program, string variant, params string[] options)
    {
        string[] run = ["--expose-gc", Path.Combine(Programs, "rounds.cjs"), Path.Combine(Programs, program + ".cjs"), variant, folder.Path, $"{Steps}"];
        (await Command.RunAsync(NodeVersions.Binary(major), run)).Succeeded();
        string[] files = [.. Enumerable.Range(1, 3).Select(round => folder.File($"round-{round}.heapsnapshot"))];
        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", "--json", "--no-index", "-n", $"{Steps}", .. options, .. files]);
        Assert.True(result.ExitCode is 0 or 1, $"exit code {result.ExitCode}\n{result.Error}");
        return ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
    }
}
