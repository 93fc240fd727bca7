using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class RetainersTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(RetainersText.Render(ViewSamples.Retainers("first"), new() { Width = width }), $"views/retainers-{width}.txt");

    [Fact]
    public void The_text_of_a_deep_tree_is_the_golden_file() =>
        Golden.Equal(RetainersText.Render(ViewSamples.Retainers("user", depth: 4, top: 1), new()), "views/retainers-deep.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ViewSamples.Retainers("first")).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/retainers.json");

    [Fact]
    public void The_root_is_held_by_nothing_and_a_root_only_by_the_root()
    {
        Assert.EndsWith("\nThis is the root: nothing holds it.\n", RetainersText.Render(ViewSamples.Retainers("root"), new()), StringComparison.Ordinal);
        Assert.Contains("\nOnly the root itself holds it", RetainersText.Render(ViewSamples.Retainers("gc"), new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_lead_from_each_list_to_its_last_row()
    {
        TextGraph graph = TextGraph.Parse("root -shortcut[1]-> global -> a -> x; global -> b -> x; global -> c -> x; global -> d -> a; global -> e -> b");
        RetainersView view = new RetainersWorkflow("", new(7), new() { Depth = 2, Top = 2 }, ViewSamples.Quiet).Show(new("f", graph.Heap));
        string[] tree = [.. RetainersText.Render(view, new()).Split('\n').Skip(5).TakeWhile(line => line.Length > 0).Select(line => line[..8])];
        Assert.Equal(["├─ prope", "│  ├─ pr", "│  └─ pr", "├─ prope", "│  ├─ pr", "│  └─ pr", "└─ and 1"], tree);
    }

    [Fact]
    public void A_long_chain_of_dominators_is_shown_without_its_middle()
    {
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> global -> {string.Join(" -> ", Enumerable.Range(0, 100).Select(i => $"n{i}"))} -> x");
        RetainersView view = new RetainersWorkflow("", new(205), new(), ViewSamples.Quiet).Show(new("f", graph.Heap));
        string text = RetainersText.Render(view, new());
        Assert.Equal(102, view.Dominators.Length);
        Assert.Contains("\n⋮ 82 dominators left out\n", text, StringComparison.Ordinal);
        Assert.EndsWith(" 100 %\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Ids_are_never_cut(int width)
    {
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> global -[{new string('p', 200)}]-> a(object:8:{new string('c', 200)}) -[{new string('q', 200)}]-> x");
        string text = RetainersText.Render(new RetainersWorkflow("", new(7), new(), ViewSamples.Quiet).Show(new("f", graph.Heap)), new() { Width = width });
        Assert.Contains("… @5 ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= width, line));
    }

    [Fact]
    public void Ids_deep_in_the_tree_are_not_cut_either()
    {
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> global -> {string.Join(" -> ", Enumerable.Range(0, 30).Select(i => $"aLongNameOfAnObject{i}"))} -> x");
        RetainersView view = new RetainersWorkflow("", new(65), new(), ViewSamples.Quiet).Show(new("f", graph.Heap));
        Assert.Equal(20, view.Rows.Length);
        string text = RetainersText.Render(view, new());
        Assert.All(view.Rows, row => Assert.Contains($" @{row.Object.Id} ", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("@17", 17)]
    [InlineData("17", 17)]
    [InlineData("@", null)]
    [InlineData("-1", null)]
    [InlineData("1 7", null)]
    [InlineData("99999999999999999999", null)]
    public void An_id_is_a_number_with_or_without_its_sign(string text, int? id) =>
        Assert.Equal(id, ObjectId.TryParse(text, out ObjectId read) ? (int?)read.Value : null);

    [Fact]
    public void An_id_that_the_snapshot_lacks_is_refused() =>
        Assert.StartsWith("server.heapsnapshot has no object @4:", Assert.Throws<UsageException>(() => ViewSamples.Snapshot().Find(new(4))).Message, StringComparison.Ordinal);
}
