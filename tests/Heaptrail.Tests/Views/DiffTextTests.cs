using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class DiffTextTests
{
    [Theory]
    [InlineData(2, 80)]
    [InlineData(2, 200)]
    [InlineData(3, 80)]
    [InlineData(3, 200)]
    public void The_text_is_the_golden_file(int snapshots, int width) =>
        Golden.Equal(DiffText.Render(ViewSamples.Diff(snapshots), new() { Width = width }), $"views/diff-{snapshots}-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ViewSamples.Diff(3)).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/diff.json");

    [Fact]
    public void One_snapshot_is_wrong_usage() =>
        Assert.StartsWith("one snapshot has no difference", Assert.Throws<UsageException>(() => new DiffWorkflow(["a"], new(), 20, ViewSamples.Quiet).Run(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public void Equal_snapshots_have_no_rows()
    {
        OpenedSnapshot one = ViewSamples.Snapshot();
        string text = DiffText.Render(new DiffWorkflow([], new(), 20, ViewSamples.Quiet).Show(one, [ViewSamples.Snapshot()]), new());
        Assert.StartsWith("no difference in size ", text, StringComparison.Ordinal);
        Assert.EndsWith("\nNo object came or went.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_of_two_processes_are_warned_of()
    {
        static OpenedSnapshot Of(string name) => new($"{name}.heapsnapshot", TextGraph.Parse(string.Join("; ", Enumerable.Range(0, 50).Select(i => $"root -> n{i}(string:8:{name} {i})"))).Heap);
        DiffView view = new DiffWorkflow([], new(), 20, ViewSamples.Quiet).Show(Of("b"), [Of("a")]);
        Assert.Equal("a.heapsnapshot is of another process than b.heapsnapshot: 50 objects of 50 with the same id are different objects. "
            + "What counts as new or deleted is then an accident, and nothing can be said to grow; only the counts are right.", Assert.Single(view.Warnings));
        Assert.Contains("\nWarning: a.heapsnapshot is of another process", DiffText.Render(view, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_snapshots_the_first_and_the_last_are_shown()
    {
        OpenedSnapshot[] all = [.. Enumerable.Range(1, 12).Select(_ => ViewSamples.Snapshot())];
        var other = new OpenedSnapshot("last", TextGraph.Parse("root -> a(object:8:Job)").Heap);
        string text = DiffText.Render(new DiffWorkflow([], new(), 20, ViewSamples.Quiet).Show(other, all), new());
        Assert.Matches("\nClass +1 +12 +13 +Delta", text);
        Assert.All(text.Split('\n').Where(line => !line.Contains("Warning", StringComparison.Ordinal)), line => Assert.True(DisplayWidth.Of(line) <= 80, line));
    }
}
