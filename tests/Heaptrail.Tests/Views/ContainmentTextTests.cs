using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class ContainmentTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(ContainmentText.Render(ShopSamples.Containment(depth: 4, top: 3), new() { Width = width }), $"views/containment-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ShopSamples.Containment("shop", top: 2, skip: 1)).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/containment.json");

    [Fact]
    public void A_page_says_where_it_begins_and_how_much_comes_after_it()
    {
        string text = ContainmentText.Render(ShopSamples.Containment("shop", top: 2, skip: 3), new());
        Assert.Contains("\nLeads to (10 edges, from number 4 on) ", text, StringComparison.Ordinal);
        Assert.EndsWith("\n└─ and 5 more edges\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_and_nothing_left_are_said()
    {
        Assert.EndsWith("\nIt leads to nothing: no edge leaves it.\n", ContainmentText.Render(ShopSamples.Containment("key"), new()), StringComparison.Ordinal);
        Assert.EndsWith("\nIt has 10 edges: all are skipped.\n", ContainmentText.Render(ShopSamples.Containment("shop", skip: 99), new()), StringComparison.Ordinal);
    }
}
