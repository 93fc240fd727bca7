using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class StatisticsTextTests
{
    static readonly StatisticsView view = StatisticsWorkflow.Show(ShopSamples.Snapshot());

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) => Golden.Equal(StatisticsText.Render(view, new() { Width = width }), $"views/statistics-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() => Golden.Equal(ViewJson.Text(view).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/statistics.json");

    [Fact]
    public void All_parts_add_up_to_the_same_bytes()
    {
        Assert.Equal(view.Types.Sum(type => type.ShallowBytes), view.Sizes.Sum(size => size.ShallowBytes));
        Assert.Equal(view.Types.Sum(type => type.ShallowBytes), view.NativeContexts.Contexts.Sum(realm => realm.ShallowBytes) + view.NativeContexts.SharedBytes + view.NativeContexts.OtherBytes);
        Assert.Equal(view.Statistics.TotalBytes, view.Types.Sum(type => type.ShallowBytes));
    }
}
