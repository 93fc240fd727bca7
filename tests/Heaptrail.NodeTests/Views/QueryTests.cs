using System.Text.Json;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Query;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Views;
using Heaptrail.NodeTests.Engine;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

public sealed class QueryTests
{
    const string Orders = """
        class Order { constructor(i) { this.status = i % 4 ? 'open' : 'closed'; this.total = i * 1.5; this.count = i; this.paid = i % 2 === 0; this.note = null; } }
        const ordersByNumber = new Map();
        for (let i = 0; i < 100; i++) ordersByNumber.set(i, new Order(i));
        global.find = number => ordersByNumber.get(number);
        require('v8').writeHeapSnapshot(process.argv[2], { exposeNumericValues: true });
        """;

    [Theory]
    [InlineData(16)]
    [InlineData(22)]
    [InlineData(26)]
    public async Task Groups_of_nodes_with_a_size_by_class_are_the_rows_of_the_summary(int major)
    {
        string node = NodeVersions.Binary(major);
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", VariedHeap.Program), snapshot])).Succeeded();
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        // Classes of one name in two places are two rows there and one group here.
        IReadOnlyList<SummaryRow> rows = Summary.Build(heap);
        HashSet<string> several = [.. rows.GroupBy(row => row.Class).Where(same => same.Count() > 1).Select(same => same.Key)];

        QueryResult result = HeapQuery.Parse("nodes where shallow > 0 | group by class").Run(heap, new() { MostRows = int.MaxValue }, TestContext.Current.CancellationToken);

        Assert.True(result.RowCount > 100);
        Assert.Equal(
            rows.Where(row => !several.Contains(row.Class)).Select(row => (row.Class, (double)row.Count, (double)row.ShallowBytes, (double)row.RetainedBytes)).OrderBy(row => row.Class, StringComparer.Ordinal),
            result.Rows.Where(row => !several.Contains(row[0].Text!)).Select(row => (row[0].Text!, row[1].Number, row[2].Number, row[3].Number)).OrderBy(row => row.Item1, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(26)]
    public async Task Properties_of_real_objects_can_be_asked_for(int major)
    {
        string node = NodeVersions.Binary(major);
        using var folder = new TempFolder();
        string snapshot = folder.File("heap.heapsnapshot");
        (await Command.RunAsync(node, [folder.Write("program.cjs", Orders), snapshot])).Succeeded();
        IndexedHeap heap = IndexedHeap.Build(SnapshotReader.ReadFile(snapshot, new(), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.Equal(25, Count("nodes where class = \"Order\" and .status = \"closed\""));
        Assert.Equal(49, Count("nodes where class = \"Order\" and .total > 75"));
        Assert.Equal(10, Count("nodes where class = \"Order\" and .count >= 90"));
        Assert.Equal(50, Count("nodes where class = \"Order\" and .paid = true"));
        Assert.Equal(100, Count("nodes where class = \"Order\" and .note = null"));
        Assert.Equal(100, Count("nodes where class = \"Order\" and holder contains \"(ordersByNumber)\" and holder.class = \"Map\""));
        Assert.Equal(100, Count("nodes where class = \"Map\" and name = \"Map\" | follow .table | follow edges | where class = \"Order\""));

        int Count(string query) => (int)HeapQuery.Parse(query + " | count").Run(heap, new(), TestContext.Current.CancellationToken).Rows[0][0].Number;
    }

    [Fact]
    public async Task The_command_prints_a_table_or_JSON_and_refuses_what_it_does_not_understand()
    {
        using var folder = new TempFolder();
        string snapshot = await RealSnapshot.WriteAsync(folder);
        CommandResult text = (await HeaptrailCommand.RunAsync(["query", snapshot, "nodes where class = \"Map\" and retained > 1kB | group by holder | top 3"])).Succeeded();
        Assert.Equal(4, text.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("Holder ", text.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["query", snapshot, "@1 | select id, type", "--json"])).Succeeded().Output);
        Assert.Equal(("query", 1, "synthetic"), (json.RootElement.GetProperty("command").GetString(),
            json.RootElement.GetProperty("rows")[0][0].GetInt32(), json.RootElement.GetProperty("rows")[0][1].GetString()));
        CommandResult refused = await HeaptrailCommand.RunAsync(["query", "no such file", "nodes where clas = \"Map\""]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("heaptrail: there is no field clas: did you mean class?\n  nodes where clas = \"Map\"\n              ^^^^\n", refused.Error, StringComparison.Ordinal);
    }
}
