using System.Text;
using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Find;

/// <summary>What <c>leaks</c> says to files of real processes, right ones and wrong ones.</summary>
public sealed class SnapshotFilesTests
{
    [Fact]
    public async Task Snapshots_of_two_processes_are_refused()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, "a");
        await WriteAsync(folder, "b", "const more = Array.from({ length: 5000 }, (_, i) => ({ i: 'x' + i })); globalThis.more = more;");

        CommandResult result = await LeaksAsync(folder, "a-1", "b-2");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("are not of one process:", result.Error, StringComparison.Ordinal);
        Assert.Contains("Give snapshots of one process", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_of_two_runs_of_one_program_are_refused()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, "a");
        await WriteAsync(folder, "b");

        CommandResult result = await LeaksAsync(folder, "a-1", "b-2", "b-3");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("a-1.heapsnapshot and ", result.Error, StringComparison.Ordinal);
        Assert.Contains("are not of one process:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshots_in_the_wrong_order_are_refused_and_in_the_right_one_are_read()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, "a");

        CommandResult wrong = await LeaksAsync(folder, "a-1", "a-3", "a-2");
        CommandResult twice = await LeaksAsync(folder, "a-1", "a-1", "a-2");
        CommandResult right = await LeaksAsync(folder, "a-1", "a-2", "a-3");

        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("a-2.heapsnapshot is older than ", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("are the same: nothing happened between them", twice.Error, StringComparison.Ordinal);
        Assert.Equal(1, right.ExitCode);
        Assert.Equal("kept", ReportJson.Read(Encoding.UTF8.GetBytes(right.Output)).Findings[0].Holder.Name);
    }

    [Fact]
    public async Task One_snapshot_gives_suspects_and_exit_code_0()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder, "a", "const sessions = new Map(); for (let i = 0; i < 4000; i++) sessions.set('user-' + i, { user: 'name ' + i, at: new Date() }); globalThis.read = () => sessions;");

        CommandResult result = await LeaksAsync(folder, "a-3");

        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal((0, Verdict.Suspects), (result.ExitCode, report.Verdict));
        Finding first = report.Findings[0];
        Assert.Equal(("sessions", "{user, at}", 4000L, Confidence.Suspect), (first.Holder.Name, first.Unit.Class, first.Unit.Objects[0], first.Confidence));
        Assert.Contains("Its keys look like running numbers ('user-", first.Sentence, StringComparison.Ordinal);
    }

    public static TheoryData<int> Majors => [.. NodeVersions.Majors];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task A_fresh_process_has_nothing_that_stands_out(int major)
    {
        using var folder = new TempFolder();
        string program = folder.Write("bare.cjs", "require('http').createServer().listen(0); require('v8').writeHeapSnapshot(process.argv[2]); process.exit();");
        (await Command.RunAsync(NodeVersions.Binary(major), [program, folder.File("bare-1.heapsnapshot")])).Succeeded();

        CommandResult result = await LeaksAsync(folder, "bare-1");

        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal((0, Verdict.Inconclusive), (result.ExitCode, report.Verdict));
        Assert.Empty(report.Findings);
    }

    static Task<CommandResult> LeaksAsync(TempFolder folder, params string[] names) =>
        HeaptrailCommand.RunAsync(["leaks", "--json", "--no-index", .. names.Select(name => folder.File($"{name}.heapsnapshot"))]);

    // Three snapshots, with 200 things more in each.
    static async Task WriteAsync(TempFolder folder, string name, string before = "")
    {
        string program = folder.Write($"{name}.cjs", before + """

            const kept = [];
            globalThis.count = () => kept.length;
            for (let round = 1; round <= 3; round++) {
              for (let i = 0; i < 200; i++) kept.push({ at: new Date(), round });
              require('v8').writeHeapSnapshot(`${process.argv[2]}-${round}.heapsnapshot`);
            }
            """);
        (await Command.RunAsync("node", [program, folder.File(name)])).Succeeded();
    }
}
