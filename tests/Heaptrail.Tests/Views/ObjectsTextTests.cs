using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class ObjectsTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(ObjectsText.Render(ShopSamples.Objects("Order"), new() { Width = width }) + "\n" + ObjectsText.Render(ShopSamples.Objects("Function", top: 2), new() { Width = width }), $"views/objects-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() => Golden.Equal(ViewJson.Text(ShopSamples.Objects("Order")).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/objects.json");

    [Fact]
    public void Classes_of_one_name_are_listed_and_chosen_by_their_place()
    {
        string text = ObjectsText.Render(Jobs(null), new());
        Assert.Contains("\n2 classes have this name: --at PLACE shows one of them\n  node:work:10:5  2 objects\n  script 6:1:1  1 object\n", text, StringComparison.Ordinal);
        ObjectsView one = Jobs("script 6:1:1");
        Assert.Equal((1L, 9L, 2), (one.Count, one.ShallowBytes, one.Places.Length));
    }

    [Fact]
    public void What_is_not_there_is_refused_with_a_hint()
    {
        Assert.EndsWith("has no objects of a class named order: did you mean Order?", Assert.Throws<UsageException>(() => ShopSamples.Objects("order")).Message, StringComparison.Ordinal);
        Assert.EndsWith("named Zoo: 'heaptrail summary' shows the names of all classes", Assert.Throws<UsageException>(() => ShopSamples.Objects("Zoo")).Message, StringComparison.Ordinal);
        Assert.Equal("no class named Job is declared at a.js:1:1: its places are node:work:10:5, script 6:1:1", Assert.Throws<UsageException>(() => Jobs("a.js:1:1")).Message);
        Assert.EndsWith("at a.js:1:1: the file does not say where its classes are", Assert.Throws<UsageException>(() => ShopSamples.Objects("Mailer", at: "a.js:1:1")).Message, StringComparison.Ordinal);
    }

    static ObjectsView Jobs(string? at)
    {
        TextGraph graph = TextGraph.Parse("""
            root -shortcut[1]-> global; global -> one(object:8:Job); global -> two(object:9:Job); global -> other(object:7:Job)
            global -> f(closure:1:f) -internal[shared]-> shared(code:1) -internal[script]-> script(code:1:node:work)
            """).Located("one", 5, 9, 4).Located("two", 6, 0, 0).Located("other", 5, 9, 4).Located("f", 5, 2, 2);
        return new ObjectsWorkflow("", new() { Class = "Job", At = at }, ViewSamples.Quiet).Show(new("a", graph.Heap));
    }
}
