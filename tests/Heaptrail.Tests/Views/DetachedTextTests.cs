using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class DetachedTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_of_a_page_is_the_golden_file(int width) => Golden.Equal(DetachedText.Render(Page(), new() { Width = width }), $"views/detached-{width}.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() => Golden.Equal(ViewJson.Text(Page(top: 1)).Replace(ProductVersion.Text, "0.0.0", StringComparison.Ordinal), "views/detached.json");

    [Fact]
    public void Node_has_no_documents()
    {
        Assert.StartsWith("No detached nodes: Node.js has no documents", Text(ViewSamples.Server()), StringComparison.Ordinal);
        string marked = Text(TextGraph.Parse("root -shortcut[1]-> g; g -> process(object:8) -> version(string:24:v22.1.0); g -> d(native:8:Node / BindingData)").Marked("d", 2));
        Assert.StartsWith("No detached documents: Node.js has none. It marks 1 object of its own", marked, StringComparison.Ordinal);
        Assert.Contains("\nDetached Node / BindingData ", marked, StringComparison.Ordinal);
        Assert.DoesNotContain("What holds", marked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_lost_nothing_says_so()
    {
        Assert.StartsWith("No detached nodes: all 1 nodes that are marked", Text(TextGraph.Parse("root -> d(native:8:HTMLDocument)").Marked("d", 1)), StringComparison.Ordinal);
        Assert.StartsWith("No detached nodes: nothing in this heap is marked", Text(TextGraph.Parse("root -> d(native:8:x)")), StringComparison.Ordinal);
    }

    [Fact]
    public void Realms_beside_the_first_are_shown_with_what_holds_them() =>
        Assert.Contains("\nsystem / NativeContext @81, 0 B retained\n    global @5 › .vm › internal context\n", DetachedText.Render(new DetachedWorkflow("", 20, ViewSamples.Quiet).Show(ShopSamples.Snapshot()), new()), StringComparison.Ordinal);

    static string Text(TextGraph graph) => DetachedText.Render(new DetachedWorkflow("", 20, ViewSamples.Quiet).Show(new("f", graph.Heap)), new() { Width = 200 });

    static DetachedView Page(int top = 20) => new DetachedWorkflow("", top, ViewSamples.Quiet).Show(new("page.heapsnapshot", TextGraph.Parse("""
        root -shortcut[1]-> window(object:10:Window); window -> document(native:100:HTMLDocument) -[1]-> body(native:40:<body>); window -> closedPanels(object:16:Array)
        closedPanels -[0]-> p1(object:32:Panel); closedPanels -[1]-> p2(object:32:Panel); p1 -[element]-> d1(native:40:<div id="a">); p2 -[element]-> d2(native:40:<div id="b">)
        d1 -[1]-> s1(native:20:<span>); s1 -[1]-> document; d2 -[1]-> s2(native:20:<span>); d2 -[2]-> t(native:2400:Text)
        """).Marked("document", 1).Marked("d1", 2).Marked("d2", 2).Heap));
}
