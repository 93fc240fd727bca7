using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class SummaryFilterTests
{
    [Fact]
    public void Contexts_retain_what_no_other_way_leads_to() => Assert.Equal(["context", "only"], Retained(
        RetainerKind.Contexts, "root -shortcut[1]-> global -> f(closure:8) -internal[context]-> context(object:8:system / Context / server.js) => only; context => both; global -> both; global -> other(object:8:system / Contextual) -> x"));

    [Fact]
    public void The_console_retains_by_the_names_of_its_edges() => Assert.Equal(["logged"], Retained(
        RetainerKind.Console, "root -shortcut[1]-> global; root -[1]-> roots(synthetic:0:(Global handles)) -internal[7 / DevTools console]-> logged; global -internal[8 / DevTools console]-> kept"));

    [Fact]
    public void A_detached_node_retains_what_only_it_leads_to()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> global -> div(native:8:<div>) -> child(native:8:<p>) -> data; global -> body(native:8:<body>)").Marked("div", 2).Marked("body", 1);
        Assert.Equal(["child", "data", "div"], Retained(RetainerKind.Detached, text));
    }

    [Fact]
    public void An_event_handler_is_the_function_of_a_listener_or_of_its_wrapper() => Assert.Equal(["captured", "direct", "wrapped"], Retained(
        RetainerKind.EventHandlers, """
        root -shortcut[1]-> global -> one(native:8:V8EventListener) -[1]-> direct(closure:8) -internal[code]-> code(code:1); direct -> captured
        global -> two(native:8:V8EventListener) -[1]-> wrapper -> wrapped(closure:8) -internal[code]-> code; global -> code
        """));

    [Fact]
    public void What_nothing_reaches_is_retained_by_nothing() => Assert.Empty(Retained(RetainerKind.Contexts, "root -shortcut[1]-> global; lost(object:8:system / Context) -> x"));

    [Fact]
    public void A_string_is_duplicated_by_equal_text_joined_or_not()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> g; g -> a(string:8:ab); g -> b(string:8:ab); g -> once(string:8:x); g -> zero(string:0:once); g -> c(string:8:once)
            g -> joined(concatenated string:8:j) -internal[first]-> left(string:8:on); joined -internal[second]-> right(string:8:ce)
            g -> flat(concatenated string:8:f) -internal[first]-> c; flat -internal[second]-> empty(string:8:)
            """);
        Predicate<NodeIndex> filter = DuplicateStrings.Build(text.Heap).Contains;
        Assert.Equal(["a", "b", "c", "joined"], Labels(text, filter));
    }

    [Fact]
    public void A_filter_leaves_the_rest_out_of_counts_and_retained_sizes()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> g; g -> outer(object:8:Job) -> inner(object:4:Job)");
        SummaryRow all = Summary.Build(text.Heap).Single(row => row.Class == "Job");
        SummaryRow one = Summary.Build(text.Heap, node => node == text["inner"]).Single(row => row.Class == "Job");
        Assert.Equal((2, 12, 12), (all.Count, all.ShallowBytes, all.RetainedBytes));
        Assert.Equal((1, 4, 4), (one.Count, one.ShallowBytes, one.RetainedBytes));
    }

    static string[] Retained(RetainerKind kind, string graph) => Retained(kind, TextGraph.Parse(graph));

    static string[] Retained(RetainerKind kind, TextGraph text) => Labels(text, RetainedBy.Find(text.Heap, kind));

    static string[] Labels(TextGraph text, Predicate<NodeIndex> filter) =>
        [.. Enumerable.Range(0, text.Graph.NodeCount).Where(i => filter(new(i))).Select(i => text.Label(new(i))).Order(StringComparer.Ordinal)];
}
