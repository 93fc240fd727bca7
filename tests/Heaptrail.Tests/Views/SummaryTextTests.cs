using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class SummaryTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(SummaryText.Render(ViewSamples.Summary(), new() { Width = width }), $"views/summary-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ViewSamples.Summary()).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/summary.json");

    [Fact]
    public void Rows_beyond_the_top_are_counted()
    {
        SummaryView view = ViewSamples.Summary(top: 2);
        Assert.Equal(2, view.Rows.Length);
        Assert.Contains($"\nand {view.Classes - 2} more classes: -n N", SummaryText.Render(view, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_of_one_name_are_told_apart_by_their_place_at_any_width()
    {
        TextGraph graph = TextGraph.Parse("""
            root -shortcut[1]-> global; global -> one(object:8:Job); global -> two(object:9:Job); global -> other(object:7:Task)
            global -> f(closure:1:f) -internal[shared]-> shared(code:1) -internal[script]-> script(code:1:node:work)
            """).Located("one", 5, 9, 4).Located("two", 6, 0, 0).Located("other", 5, 1, 1).Located("f", 5, 2, 2);
        string text = SummaryText.Render(new SummaryWorkflow("", new(), 30, ViewSamples.Quiet).Show(new("a", graph.Heap)), new());
        Assert.Contains("Job  node:work:10:5 ", text, StringComparison.Ordinal);
        Assert.Contains("Job  script 6:1:1 ", text, StringComparison.Ordinal);
        Assert.Contains("Task    ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal()
    {
        TextGraph graph = TextGraph.Parse($"root -> a(object:8:{new string('長', 300)}); root -> b(object:8:\e[31mred)");
        string text = SummaryText.Render(new SummaryWorkflow("", new(), 30, ViewSamples.Quiet).Show(new("a", graph.Heap)), new());
        Assert.All(text.Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= 80, line));
        Assert.Contains("\\u001b[31mred", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void What_alone_is_counted_stands_above_the_classes()
    {
        SummaryView view = new SummaryWorkflow("", new(), 30, ViewSamples.Quiet) { Objects = new() { MinId = 26, MaxId = 29 } }.Show(ViewSamples.Snapshot());
        string text = SummaryText.Render(view, new());
        Assert.Contains("\nOnly objects with ids above 26\nOnly objects with ids up to 29\nClass ", text, StringComparison.Ordinal);
        Assert.Equal(("Session", 2), (Assert.Single(view.Rows).Class, Assert.Single(view.Rows).Count));
        SummaryView none = new SummaryWorkflow("", new(), 30, ViewSamples.Quiet) { Objects = new() { RetainedBy = Heaptrail.Heap.Views.RetainerKind.Console } }.Show(ViewSamples.Snapshot());
        Assert.EndsWith("\nOnly objects that only the console of DevTools holds\nNo object is of this kind.\n", SummaryText.Render(none, new()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void Realms_stand_above_the_classes_of_one_of_them(int width) =>
        Golden.Equal(SummaryText.Render(RealmSamples.Summary("@7"), new() { Width = width }), $"views/summary-realm-{width}.txt");

    [Fact]
    public void The_JSON_has_the_realms_when_they_are_asked_for()
    {
        Assert.Contains("\"NativeContexts\":null", ViewJson.Text(ViewSamples.Summary()).Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Golden.Equal(ViewJson.Text(RealmSamples.Summary("shared")).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/summary-realm.json");
    }

    [Fact]
    public void Realms_share_the_objects_out_among_them()
    {
        string[] parts = ["@5", "@7", "shared", "none"];
        Assert.Empty(RealmSamples.Summary("all").Only);
        Assert.Equal(RealmSamples.Summary("all").Rows.Sum(row => row.Count), parts.Sum(part => RealmSamples.Summary(part).Rows.Sum(row => row.Count)));
        Assert.All(parts, part => Assert.NotEmpty(RealmSamples.Summary(part).Rows));
    }

    [Fact]
    public void An_id_of_no_native_context_is_refused_with_those_that_there_are() =>
        Assert.Equal("@3 is no native context: the snapshot has @5, @7; '--native-context all' lists them", Assert.Throws<UsageException>(() => RealmSamples.Summary("@3")).Message);
}
