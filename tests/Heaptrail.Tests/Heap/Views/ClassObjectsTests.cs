using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ClassObjectsTests
{
    static readonly TextGraph graph = TextGraph.Parse("""
        root -shortcut[1]-> g; g -> a(object:8:Job) -> x(object:50); g -> b(object:9:Job); g -> far; far -> c(object:8:Job); g -> d(object:0:Job); lost(object:7:Job); g -> e(object:5:JobQueue)
        """).Located("a", 5, 9, 4).Located("b", 6, 0, 0);

    [Fact]
    public void Objects_of_the_class_without_a_size_are_left_out() => Assert.Equal(["a", "b", "c", "lost"], Labels(ClassObjects.Find(graph.Heap, "Job")));

    [Theory]
    [InlineData(ObjectSort.Retained, "a, b, c, lost")]
    [InlineData(ObjectSort.Shallow, "b, a, c, lost")]
    [InlineData(ObjectSort.Distance, "a, b, c, lost")]
    [InlineData(ObjectSort.Id, "a, b, c, lost")]
    public void They_are_put_in_order(ObjectSort sort, string expected) =>
        Assert.Equal(expected, string.Join(", ", Labels(ClassObjects.Sort(graph.Heap, ClassObjects.Find(graph.Heap, "Job").Reverse(), sort))));

    [Fact]
    public void A_class_that_is_not_there_has_none_and_others_are_like_it()
    {
        Assert.Empty(ClassObjects.Find(graph.Heap, "job"));
        Assert.Equal(["Job", "JobQueue"], ClassObjects.Like(graph.Heap, "job"));
    }

    [Fact]
    public void Only_instances_are_told_apart_by_their_place()
    {
        Assert.Equal(new(5, 9, 4), ClassObjects.KeyOf(graph.Heap, graph["a"]));
        TextGraph function = TextGraph.Parse("root -> f(closure:8:f)").Located("f", 1, 2, 3);
        Assert.Null(ClassObjects.KeyOf(function.Heap, function["f"]));
    }

    [Theory]
    [InlineData("x(object:8:User); x -[name]-> n(string:8:Ada); x -[age]-> a(number:8:heap number); x -[run]-> r(closure:8:run); x -[__proto__]-> p; x -[boss]-> b(object:8:User)", "{name: \"Ada\", age: number, run: function, boss: User}")]
    [InlineData("x(object:8:Array); x -[0]-> n(string:8:Ada); x -[2]-> m(hidden:0:null); x -[length]-> l", "[\"Ada\", null]")]
    [InlineData("x(object:8:User); x -internal[map]-> m", "")]
    [InlineData("x(string:8:text); x -[a]-> m", "")]
    [InlineData("x(object:8:User); x -[name]-> n(string:8:0123456789012345678901234567890123456789)", "{name: \"012345678901234567890123456789…\"}")]
    public void A_preview_shows_the_first_fields(string node, string expected)
    {
        TextGraph text = TextGraph.Parse($"root -> {node}");
        Assert.Equal(expected, ObjectPreview.Of(text.Graph[text["x"]]));
    }

    [Fact]
    public void A_preview_of_many_fields_is_cut()
    {
        TextGraph text = TextGraph.Parse($"root -> x(object:8:User); {string.Join("; ", Enumerable.Range(0, 9).Select(i => $"x -[p{i}]-> v"))}");
        Assert.Equal("{p0: v, p1: v, p2: v, p3: v, p4: v, p5: v, p6: v, p7: v, …}", ObjectPreview.Of(text.Graph[text["x"]]));
    }

    static IEnumerable<string> Labels(IEnumerable<NodeIndex> nodes) => nodes.Select(graph.Label);
}
