using Heaptrail.Cli;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

/// <summary>Text and JSON of the views that tell how objects are held and what they hold together.</summary>
public sealed class HoldingTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void Texts_are_the_golden_files(int width)
    {
        var style = new TextStyle { Width = width };
        Golden.Equal(RetainerPatternsText.Render(Patterns(), style), $"views/retainers-class-{width}.txt");
        Golden.Equal(RetainingPathsText.Render(Paths(), style), $"views/retainers-paths-{width}.txt");
        Golden.Equal(RetainedText.Render(Retained(), style), $"views/retained-{width}.txt");
        Golden.Equal(DominatorDropsText.Render(Drops(), style), $"views/dominators-drops-{width}.txt");
        Golden.Equal(ClassDominatorsText.Render(Owners(), style), $"views/dominators-class-{width}.txt");
    }

    [Fact]
    public void JSON_is_the_golden_file()
    {
        Golden.Equal(Json(Patterns()), "views/retainers-class.json");
        Golden.Equal(Json(Paths()), "views/retainers-paths.json");
        Golden.Equal(Json(Retained()), "views/retained.json");
        Golden.Equal(Json(Drops()), "views/dominators-drops.json");
        Golden.Equal(Json(Owners()), "views/dominators-class.json");
    }

    [Fact]
    public void What_is_ignored_is_said_and_marked()
    {
        RetainersView view = new RetainersWorkflow("", ViewSamples.Id("first"), new() { Top = 10 }, ViewSamples.Quiet) { Ignored = [ViewSamples.Id("sessions")] }.Show(ViewSamples.Snapshot());
        string text = RetainersText.Render(view, new());
        Assert.False(view.IsReached);
        Assert.Contains("\nWithout @17 nothing would hold it: ", text, StringComparison.Ordinal);
        Assert.Matches("table @25   out of reach +- ", text);
    }

    [Fact]
    public void A_class_or_reference_that_there_is_not_is_wrong_usage()
    {
        Assert.StartsWith("server.heapsnapshot has no object of a class 'Nothing': ", Assert.Throws<UsageException>(() => NamedClass.Find(ViewSamples.Snapshot(), "Nothing")).Message, StringComparison.Ordinal);
        Assert.StartsWith("@17 has no reference @17.nothing that holds", Assert.Throws<UsageException>(() => Without("@17.nothing")).Message, StringComparison.Ordinal);
        Assert.StartsWith("say what goes: ", Assert.Throws<UsageException>(() => new RetainedWorkflow("", ViewSamples.Quiet).Run(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@17.cache", "@17.cache")]
    [InlineData("17.a.b", "@17.a.b")]
    [InlineData("@17[3]", "@17[3]")]
    [InlineData("@17", null)]
    [InlineData("@17.", null)]
    [InlineData("@17[x]", null)]
    [InlineData("@17[3", null)]
    [InlineData("cache", null)]
    public void A_reference_is_an_object_and_a_name_or_index(string text, string? reference) =>
        Assert.Equal(reference, EdgeReference.TryParse(text, out EdgeReference read) ? read.ToString() : null);

    [Theory]
    [InlineData("4096", 4096L)]
    [InlineData("100KiB", 102_400L)]
    [InlineData("1.5 MiB", 1_572_864L)]
    [InlineData("2k", 2_048L)]
    [InlineData("3GB", 3_221_225_472L)]
    [InlineData("iB", null)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1e9", null)]
    [InlineData("99999999999T", null)]
    public void A_size_is_a_number_with_or_without_a_unit(string text, long? bytes) =>
        Assert.Equal(bytes, ByteSizes.TryParse(text, out long read) ? read : null);

    [Fact]
    public void A_removed_reference_frees_what_nothing_else_holds()
    {
        RetainedView view = Without("@17.table");
        Assert.Equal("table", Assert.Single(view.RemovedEdges).Edge.Name);
        Assert.Equal(view.RetainedBytes, view.Rows.Sum(row => row.ShallowBytes));
        Assert.True(view.Rows.Single(row => row.Class == "Session") is { Count: 2, All: 2 });
    }

    static RetainedView Without(string edge)
    {
        Assert.True(EdgeReference.TryParse(edge, out EdgeReference reference));
        return new RetainedWorkflow("", ViewSamples.Quiet) { Edges = [reference] }.Show(ViewSamples.Snapshot());
    }

    static RetainerPatternsView Patterns() => new RetainerPatternsWorkflow("", "Session", 10, ViewSamples.Quiet).Show(ViewSamples.Snapshot());

    static RetainingPathsView Paths() => new RetainingPathsWorkflow("", ViewSamples.Id("user"), new(), ViewSamples.Quiet).Show(ViewSamples.Snapshot());

    static RetainedView Retained() => new RetainedWorkflow("", ViewSamples.Quiet) { Objects = [ViewSamples.Id("first"), ViewSamples.Id("second")], Classes = ["Holder"] }.Show(ViewSamples.Snapshot());

    static DominatorDropsView Drops() => new DominatorDropsWorkflow("", null, 10, ViewSamples.Quiet).Show(ViewSamples.Snapshot());

    static ClassDominatorsView Owners() => new ClassDominatorsWorkflow("", "Session", 10, ViewSamples.Quiet).Show(ViewSamples.Snapshot());

    static string Json<T>(T view) where T : class => ViewJson.Text(view).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal);
}
