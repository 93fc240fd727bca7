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
    public void Every_link_of_a_long_chain_has_the_text_of_a_slow_model_in_linear_time()
    {
        var random = new Random(5);
        for (int round = 0; round < 20; round++)
        {
            var sketch = new GraphSketch();
            var halves = new List<(int Node, int First, int Second)>();
            int[] texts = [.. Enumerable.Range(0, 5).Select(i => sketch.Add(NodeType.String, new string((char)('a' + i), random.Next(0, i == 4 ? 900 : 4))))];
            int top = texts[random.Next(5)];
            int short1 = Join(top, texts[1]);
            for (int i = 0; i < 3000; i++)
                top = Join(random.Next(40) == 0 ? short1 : top, random.Next(6) == 0 ? halves[random.Next(halves.Count)].Node : texts[random.Next(5)]);
            HeapGraph graph = sketch.Build();
            Dictionary<int, string> expected = texts.ToDictionary(node => node, node => graph[new NodeIndex(node)].RawName);
            foreach ((int node, int first, int second) in halves)
                expected[node] = expected[first].Length >= 1024 ? expected[first] : expected[first] + expected[second];
            foreach ((int node, _, _) in halves.OrderBy(_ => random.Next()))
                Assert.Equal(expected[node][..Math.Min(1024, expected[node].Length)], NodeNames.Of(graph[new NodeIndex(node)]) is var name && name.Length > 1024 ? name[..1024] : name);

            int Join(int first, int second)
            {
                int joined = sketch.Add(NodeType.ConsString, "");
                sketch.Link(joined, EdgeType.Internal, "first", first);
                sketch.Link(joined, EdgeType.Internal, "second", second);
                halves.Add((joined, first, second));
                return joined;
            }
        }
    }

    [Fact]
    public void Names_of_all_links_of_a_chain_of_100_000_are_found_together()
    {
        var sketch = new GraphSketch();
        int x = sketch.Add(NodeType.String, "x");
        int top = x;
        for (int i = 0; i < 100_000; i++)
        {
            int joined = sketch.Add(NodeType.ConsString, "");
            sketch.Link(joined, EdgeType.Internal, "first", top);
            sketch.Link(joined, EdgeType.Internal, "second", x);
            top = joined;
        }
        HeapGraph graph = sketch.Build();
        // Link by link from the top down, each walk would be as long as what is below it: five thousand million steps.
        for (int node = top; node > x; node--)
            Assert.Equal(Math.Min(node - x + 1, 1024), NodeNames.Of(graph[new NodeIndex(node)]).Length);
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
