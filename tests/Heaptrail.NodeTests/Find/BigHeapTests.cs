using System.Text;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Find;

public sealed class BigHeapTests
{
    [Fact]
    public async Task A_list_of_a_million_nodes_and_a_hub_of_a_million_entries_are_read_and_named()
    {
        using var folder = new TempFolder();
        string program = folder.Write("big.cjs", """
            const v8 = require('v8');
            let newest = null;
            const hub = new Map();
            class Entry { constructor(i) { this.i = i; } }
            const work = (n) => { for (let i = 0; i < n; i++) { newest = { before: newest, text: 'x' }; hub.set(hub.size, new Entry(i)); } };
            work(900_000);
            for (let round = 1; round <= 3; round++) {
              work(50_000);
              v8.writeHeapSnapshot(`${process.argv[2]}/round-${round}.heapsnapshot`);
            }
            setTimeout(() => console.log(newest.text, hub.size), 0);
            """);
        (await Command.RunAsync("node", ["--max-old-space-size=8000", program, folder.Path], seconds: 300)).Succeeded();
        string[] files = [.. Enumerable.Range(1, 3).Select(i => folder.File($"round-{i}.heapsnapshot"))];

        CommandResult result = await Command.RunAsync(TestPaths.Launcher, ["leaks", "--json", "--requests", "50000", .. files], seconds: 240);

        Assert.True(result.ExitCode == 1, result.Error);
        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes(result.Output));
        Assert.Equal(["hub", "newest"], report.Findings.Select(f => f.Holder.Name).Order());
        Assert.All(report.Findings, f => Assert.Equal((1.0, 100_000), (f.Unit.PerRequest, f.Unit.Added)));
        Assert.True(report.Snapshots[2].Nodes > 2_000_000);
    }
}
