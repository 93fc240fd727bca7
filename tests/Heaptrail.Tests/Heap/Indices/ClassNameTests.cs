using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>Classes of everything but plain objects.</summary>
public sealed class ClassNameTests
{
    [Theory]
    [InlineData("hidden", "(system)")]
    [InlineData("array", "(array)")]
    [InlineData("string", "(string)")]
    [InlineData("object", "Name")]
    [InlineData("code", "(compiled code)")]
    [InlineData("closure", "Function")]
    [InlineData("regexp", "RegExp")]
    [InlineData("number", "(number)")]
    [InlineData("native", "Name")]
    [InlineData("synthetic", "(synthetic)")]
    [InlineData("concatenated string", "(concatenated string)")]
    [InlineData("sliced string", "(sliced string)")]
    [InlineData("symbol", "(symbol)")]
    [InlineData("bigint", "(bigint)")]
    [InlineData("object shape", "(object shape)")]
    [InlineData("wasm object", "(wasm object)")]
    public void Every_type_has_its_class(string type, string expected) =>
        Assert.Equal(expected, TextGraph.Parse($"root -> a({type}:1:Name)").Class("a"));

    [Fact]
    public void An_unknown_type_is_named_in_brackets()
    {
        var sketch = new GraphSketch { UnknownTypeNames = ["quantum", "plasma"] };
        sketch.Add(NodeType.FirstUnknown + 1, "x");
        sketch.Add(NodeType.FirstUnknown, "x");
        ClassIndex classes = ClassIndex.Build(sketch.Build());
        Assert.Equal(["(plasma)", "(quantum)"], [classes.NameOf(new NodeIndex(1)), classes.NameOf(new NodeIndex(2))]);
    }

    [Theory]
    [InlineData("native", "<div id=x class=y>", "<div>")]
    [InlineData("object", "<div id=x>", "<div>")]
    [InlineData("native", "<div>", "<div>")]
    [InlineData("native", "<a b", "<a>")]
    [InlineData("native", "Detached <div id=x>", "Detached <div>")]
    [InlineData("native", "Detached <div>", "Detached <div>")]
    [InlineData("native", "Detached Window of x", "Detached Window of x")]
    [InlineData("native", "Node / Environment", "Node / Environment")]
    public void The_class_of_an_element_is_its_tag(string type, string name, string expected) =>
        Assert.Equal(expected, TextGraph.Parse($"root -> a({type}:1:{name})").Class("a"));

    [Fact]
    public void Nodes_of_one_name_share_a_class_and_count_it_once()
    {
        TextGraph text = TextGraph.Parse("root -> a(object:1:Map); root -> b(object:1:Map); root -> c(native:1:Map); root -> d(object:1:Set); root -> e(string:1:Map)");
        ClassIndex classes = text.Heap.Classes;
        Assert.Equal(classes[text["a"]], classes[text["b"]]);
        Assert.Equal(classes[text["a"]], classes[text["c"]]);
        Assert.Equal(4, classes.Count); // (synthetic), Map, Set, (string)
        Assert.Equal("Set", classes.NameOf(classes[text["d"]]));
    }

    [Fact]
    public void Detached_spreads_along_strong_edges_through_native_nodes()
    {
        TextGraph text = TextGraph.Parse("""
            root -> a(native:1:A) -> b(native:1:<p id=b>) -> js(object:1:JS) -> c(native:1:C)
            a ~> weak(native:1:W); a -#1-> hidden(native:1:H)
            """).Marked("a", 2);
        Assert.Equal(["Detached A", "Detached <p>", "JS", "C", "W", "H"], Classes(text, "a", "b", "js", "c", "weak", "hidden"));
    }

    [Fact]
    public void Attached_goes_before_detached()
    {
        TextGraph text = TextGraph.Parse("root -> a(native:1:A) -> shared(native:1:S) -> below(native:1:B); root -> d(native:1:D) -> shared; d -> own(native:1:O)")
            .Marked("a", 1).Marked("d", 2);
        Assert.Equal(["A", "S", "B", "Detached D", "Detached O"], Classes(text, "a", "shared", "below", "d", "own"));
    }

    [Fact]
    public void Marks_on_nodes_that_are_not_native_mean_nothing() =>
        Assert.Equal(["A", "B"], Classes(TextGraph.Parse("root -> a(object:1:A) -> b(native:1:B)").Marked("a", 2), "a", "b"));

    static string[] Classes(TextGraph text, params string[] labels) => [.. labels.Select(text.Class)];
}
