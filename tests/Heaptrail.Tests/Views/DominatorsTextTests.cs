using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class DominatorsTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(DominatorsText.Render(ViewSamples.Dominators(), new() { Width = width }), $"views/dominators-{width}.txt");

    [Fact]
    public void The_text_of_one_object_with_few_rows_is_the_golden_file() =>
        Golden.Equal(DominatorsText.Render(ViewSamples.Dominators("global", depth: 3, top: 1), new()), "views/dominators-object.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(ViewJson.Text(ViewSamples.Dominators(depth: 1)).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/dominators.json");

    [Fact]
    public void An_object_may_dominate_nothing() =>
        Assert.Contains("\nIt dominates nothing:", DominatorsText.Render(ViewSamples.Dominators("name"), new()), StringComparison.Ordinal);
}
