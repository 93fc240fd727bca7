using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class InspectTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(InspectText.Render(ShopSamples.Inspect(new() { Top = 20 }, "shop", "orders", "tags", "onOrder", "key", "o1"), new() { Width = width }), $"views/inspect-{width}.txt");

    [Fact]
    public void The_text_with_everything_and_few_fields_is_the_golden_file() =>
        Golden.Equal(InspectText.Render(ShopSamples.Inspect(new() { Top = 2, WithMachinery = true }, "shop", "orders"), new()), "views/inspect-all.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ShopSamples.Inspect(new(), "orders", "onOrder")).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/inspect.json");

    [Fact]
    public void A_path_as_long_as_a_list_is_shown_without_its_middle()
    {
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> global -> {string.Join(" -> ", Enumerable.Range(0, 500).Select(i => $"n{i}"))} -> x");
        InspectView view = new InspectWorkflow("", [new(1005)], new(), ViewSamples.Quiet).Show(new("f", graph.Heap));
        Assert.Equal((41, 461), (view.Objects[0].Path.Length, view.Objects[0].Path.Sum(step => step.Skipped)));
        string text = InspectText.Render(view, new() { Width = 200 });
        Assert.Contains("Held by    global @3 › .n0 › .n1 › .n2 › .n3 › .n4 › .n5 › … 489 steps … › .n495 › .n496 › .n497 › .n498 › .n499 › .x", text.ReplaceLineEndings(" ").Replace("            ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_and_an_empty_object_say_what_they_are()
    {
        string text = InspectText.Render(ShopSamples.Inspect(new(), "root", "base"), new());
        Assert.Contains("Held by    (root) @1, itself a root\n", text, StringComparison.Ordinal);
        Assert.Contains("\nNothing is in it that the file has", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        TextGraph graph = TextGraph.Parse($"root -shortcut[1]-> global -[{new string('p', 300)}]-> a(object:8:{new string('c', 300)}); a -[{new string('q', 300)}]-> b(string:8:{new string('長', 300)}); a -[\e[31m]-> c");
        string text = InspectText.Render(new InspectWorkflow("", [new(5)], new(), ViewSamples.Quiet).Show(new("f", graph.Heap)), new() { Width = width });
        Assert.All(text.Split('\n').Skip(4).Where(line => !line.Contains("ppp", StringComparison.Ordinal)), line => Assert.True(DisplayWidth.Of(line) <= width, line));
        Assert.DoesNotContain('\e', text);
    }
}
