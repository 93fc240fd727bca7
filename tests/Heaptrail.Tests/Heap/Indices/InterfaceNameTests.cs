using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>Plain objects are named by the property lists that are common among them.</summary>
public sealed class InterfaceNameTests
{
    [Fact]
    public void Two_objects_with_the_same_properties_are_a_class()
    {
        Assert.Equal(["{url, date}", "{url, date}"], Classes("url date", "url date"));
        Assert.Equal(["Object", "Object"], Classes("url date", "date url"));
        Assert.Equal(["Object"], Classes("url date"));
        Assert.Equal(["Object", "Object"], Classes("", ""));
    }

    [Fact]
    public void An_object_may_have_more_properties_in_any_order() =>
        Assert.Equal(["{a, b}", "{a, b}", "{a, b}", "Object"], Classes("a b", "a b", "x b a y", "a x"));

    [Fact]
    public void The_list_with_most_properties_wins() =>
        Assert.Equal(
            ["{a, b}", "{a, b}", "{a, b}", "{a, b, c}", "{a, b, c}", "{a, b, c}"],
            Classes("a b", "a b", "a b", "a b c", "a b c", "c x b a"));

    [Fact]
    public void Of_equally_long_lists_the_more_common_wins_and_then_the_earlier()
    {
        Assert.Equal("{c, d}", Classes("a b", "a b", "c d", "c d", "c d", "a b c d")[^1]);
        Assert.Equal("{a, b}", Classes("a b", "c d", "a b", "c d", "a b c d")[^1]);
        Assert.Equal("{c, d}", Classes("c d", "a b", "a b", "c d", "a b c d")[^1]);
    }

    // In Node.js 24 prototypes have two symbols of one name.
    [Fact]
    public void A_list_with_a_name_twice_fits_objects_that_have_it_twice() =>
        Assert.Equal(["{c, s, s}", "{c, s, s}", "{c}", "{c}", "{c, s, s}", "{c}"], Classes("c s s", "c s s", "c", "c", "s x c s", "c s"));

    [Fact]
    public void An_object_may_have_a_name_any_number_of_times() =>
        Assert.Equal("{s, s}", Classes("s s", "s s", string.Join(' ', Enumerable.Repeat("s", 200_000)))[2]);

    [Fact]
    public void A_list_must_occur_once_in_a_thousand_objects()
    {
        string[] rare = [.. Enumerable.Repeat("a b", 2), .. Enumerable.Range(0, 2500).Select(i => $"own{i}")];
        Assert.Equal("Object", Classes(rare)[0]);
        rare[^1] = "a b";
        Assert.Equal("{a, b}", Classes(rare)[0]);
    }

    [Fact]
    public void A_name_ends_before_it_passes_120_characters()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"property{i:00}")]; // 10 characters each
        string name = $"{{{string.Join(", ", names[..10])}}}";
        // 1 + 10 x 10 + 9 x 2 = 119; the next would make 129.
        Assert.Equal(120, name.Length);
        Assert.Equal(name, Classes(string.Join(' ', names), string.Join(' ', names))[0]);
        Assert.Equal(name, Classes(string.Join(' ', names), string.Join(' ', names[..12]))[0]);
    }

    [Fact]
    public void The_first_property_is_named_however_long_it_is()
    {
        string longest = new('x', 300);
        Assert.Equal($"{{{longest}}}", Classes($"{longest} b", $"{longest} c")[0]);
    }

    [Fact]
    public void A_prototype_is_no_property_of_a_name()
    {
        Assert.Equal(["{a}", "{a}"], Classes("__proto__ a", "a __proto__"));
        Assert.Equal(["Object", "Object"], Classes("__proto__", "__proto__"));
    }

    [Theory]
    [InlineData("it's", "{\"it's\"}")]
    [InlineData("a,b", "{\"a,b\"}")]
    [InlineData("a{b}", "{\"a{b}\"}")]
    [InlineData("say\"so\"", "{\"say\\\"so\\\"\"}")]
    [InlineData("naïve", "{naïve}")]
    public void Names_with_characters_of_the_notation_are_in_quotes(string property, string expected) =>
        Assert.Equal(expected, Classes(property, property)[0]);

    [Fact]
    public void Only_objects_named_Object_and_only_their_properties_count()
    {
        TextGraph text = TextGraph.Parse("""
            root -> a(object:1:Object) -[p]-> x(object:1:X); root -> b(object:1:Object) -[p]-> x
            a => x; a -[0]-> x; a -internal[map]-> x; root -> other(object:1:Other) -[p]-> x; root -> text(string:1:Object) -[p]-> x
            """);
        Assert.Equal(["{p}", "{p}", "Other", "(string)"], [text.Class("a"), text.Class("b"), text.Class("other"), text.Class("text")]);
    }

    [Fact]
    public void Random_objects_belong_to_the_largest_definition_of_either_heap_that_they_have_entirely()
    {
        // Some names twice in one object, and some that JSON escapes or that have other lengths in bytes.
        string[] names = ["a", "b", "c", "d", "say\"so\"", "naïve", "eé", "ee"];
        var random = new Random(77);
        for (int round = 0; round < 200; round++)
        {
            string[] objects = Objects(), others = Objects();
            foreach (string[] of in (string[][])[objects, others])
            {
                var definitions = InterfaceDefinitions.Find(Graph(of));
                Assert.Equal(objects.Select(one => Model(definitions, one)), Classes(Graph(objects), definitions));
            }
        }

        string[] Objects() => [.. Enumerable.Range(0, random.Next(2, 30)).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(5)).Select(_ => names[random.Next(names.Length)])))];

        // A definition that has a name twice fits objects that have it as often.
        static string Model(InterfaceDefinitions definitions, string one) => definitions.Items
            .Where(d => d.Properties.All(p => d.Properties.Count(q => q == p) <= one.Split(' ').Count(q => q == p)))
            .MaxBy(d => d.Properties.Count)?.Name ?? "Object";
    }

    // One plain object for each list of property names.
    static string[] Classes(params string[] objects) => Classes(Graph(objects), null);

    static string[] Classes(HeapGraph graph, InterfaceDefinitions? definitions)
    {
        var classes = ClassIndex.Build(graph, definitions);
        return [.. Enumerable.Range(2, graph.NodeCount - 2).Select(i => classes.NameOf(new NodeIndex(i)))];
    }

    static HeapGraph Graph(string[] objects)
    {
        var sketch = new GraphSketch();
        int value = sketch.Add(NodeType.Number, "1");
        foreach (string properties in objects)
        {
            int node = sketch.Add(NodeType.Object, "Object");
            foreach (string property in properties.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                sketch.Link(node, EdgeType.Property, property, value);
        }
        return sketch.Build();
    }
}
