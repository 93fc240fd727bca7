using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class NodeNameTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("a", "{a}")]
    [InlineData("a b c d", "{a, b, c, d}")]
    [InlineData("a __proto__ b", "{a, b}")]
    [InlineData("it's b", "{\"it's\", b}")]
    public void A_plain_object_is_shown_by_its_properties(string properties, string expected) => Assert.Equal(expected, Plain(properties.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void Many_properties_are_taken_from_both_ends_in_turn()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(i => $"property{i:00}")];
        Assert.Equal(
            "{property00, property01, property02, property03, …, property26, property27, property28, property29}",
            Plain(names));
    }

    [Fact]
    public void The_first_property_is_shown_however_long_it_is() => Assert.Equal($"{{{new string('x', 300)}, …}}", Plain([new string('x', 300), "b"]));

    [Theory]
    [InlineData("object:1:Map", "Map")]
    [InlineData("string:1:Object", "Object")]
    [InlineData("sliced string:1:part", "part")]
    [InlineData("native:1:<div id=x>", "<div id=x>")]
    public void Other_nodes_are_shown_by_their_name(string node, string expected)
    {
        TextGraph text = TextGraph.Parse($"root -> a({node}) -> b");
        Assert.Equal(expected, NodeNames.Of(text.Graph[text["a"]]));
    }

    [Fact]
    public void What_is_detached_from_its_tree_says_so()
    {
        TextGraph text = TextGraph.Parse("""
            root -> document(native:1:Document) -> body(native:1:<body>); root -> a(native:1:<div id=x>) -> b(native:1:Text) -> body
            b -> wrapper(object:1:HTMLDivElement) -> c(native:1:Other)
            """).Marked("document", 1).Marked("a", 2);
        Assert.Equal(
            ["Document", "<body>", "Detached <div id=x>", "Detached Text", "HTMLDivElement", "Other"],
            ((string[])["document", "body", "a", "b", "wrapper", "c"]).Select(label => NodeNames.Of(text.Graph[text[label]])));
    }

    [Fact]
    public void A_joined_string_is_shown_by_its_parts_in_order()
    {
        TextGraph text = TextGraph.Parse("""
            root -> all(concatenated string:1:) -internal[second]-> c(string:1:C); all -internal[first]-> ab(concatenated string:1:)
            ab -internal[first]-> a(string:1:A); ab -internal[second]-> b(sliced string:1:B); ab -internal[map]-> x(string:1:X)
            """);
        Assert.Equal("ABC", NodeNames.Of(text.Graph[text["all"]]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_string_of_100_000_joins_is_shown_by_its_first_1024_characters(bool leftDeep)
    {
        var sketch = new GraphSketch();
        int x = sketch.Add(NodeType.String, "x");
        int top = sketch.Add(NodeType.String, "start");
        for (int i = 0; i < 100_000; i++)
        {
            int joined = sketch.Add(NodeType.ConsString, "");
            sketch.Link(joined, EdgeType.Internal, leftDeep ? "first" : "second", top);
            sketch.Link(joined, EdgeType.Internal, leftDeep ? "second" : "first", x);
            top = joined;
        }
        string name = NodeNames.Of(sketch.Build()[new NodeIndex(top)]);
        Assert.Equal((leftDeep ? "start" : "") + new string('x', leftDeep ? 1019 : 1024), name);
    }

    [Fact]
    public void A_string_joined_to_itself_has_an_end()
    {
        TextGraph text = TextGraph.Parse("root -> a(concatenated string:1:) -internal[first]-> b(concatenated string:1:) -internal[first]-> a; b -internal[second]-> a");
        Assert.Equal("", NodeNames.Of(text.Graph[text["a"]]));
    }

    static string Plain(string[] properties)
    {
        var sketch = new GraphSketch();
        int node = sketch.Add(NodeType.Object, "Object");
        foreach (string property in properties)
            sketch.Link(node, EdgeType.Property, property, 0);
        return NodeNames.Of(sketch.Build()[new NodeIndex(node)]);
    }
}
