using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class StringsTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) => Golden.Equal(StringsText.Render(ShopSamples.Strings(), new() { Width = width }), $"views/strings-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() => Golden.Equal(ViewJson.Text(ShopSamples.Strings(top: 2)).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/strings.json");

    [Fact]
    public void Small_things_are_left_out_and_more_are_counted()
    {
        StringsView view = ShopSamples.Strings(top: 1, minBytes: 24);
        Assert.Equal((2L, 1, 1), (view.Duplicates.Chosen, view.Groups.Length, view.Largest.Length));
        Assert.Contains("\nand 1 more text: -n N", StringsText.Render(view, new()), StringComparison.Ordinal);
        Assert.Equal((1L, 2L), (ShopSamples.Strings(minBytes: 25).Duplicates.Chosen, ShopSamples.Strings(minBytes: 25).Duplicates.Groups));
    }

    [Fact]
    public void Texts_that_V8_cut_are_no_waste()
    {
        var cut = new string('x', 1024);
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> g; g -> a(string:9000:{cut}); g -> b(string:9000:{cut})");
        string text = StringsText.Render(new StringsWorkflow("", 15, 0, ViewSamples.Quiet).Show(new("f", graph.Heap)), new());
        Assert.Contains("\n1 text is there more than once, 2 times in all: 0 B wasted\nnot in that: 1 text that V8 cut at 1,024 characters", text, StringComparison.Ordinal);
        Assert.Contains("  V8 cut it at 1,024 characters ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Skip(3), line => Assert.True(DisplayWidth.Of(line) <= 80, line));
    }

    [Fact]
    public void A_heap_may_have_no_text_twice() =>
        Assert.Contains("\nNo text is there twice.\n", StringsText.Render(new StringsWorkflow("", 15, 0, ViewSamples.Quiet).Show(new("f", TextGraph.Parse("root -> a(string:8)").Heap)), new()), StringComparison.Ordinal);
}
