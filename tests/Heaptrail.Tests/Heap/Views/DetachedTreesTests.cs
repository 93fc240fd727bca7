using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class DetachedTreesTests
{
    const string Page = """
        root -shortcut[1]-> w(object:10:Window); w -> doc(native:100:HTMLDocument) -[1]-> body(native:40:<body>); w -> list(object:16:Array)
        list -[0]-> d1(native:40:<div id="a">); list -[1]-> d2(native:40:<div>); d1 -[1]-> s1(native:20:<span>); s1 -[1]-> doc; d2 -[1]-> s2(native:20:<span>); d2 -[2]-> s3(native:24:<span class=x>)
        """;

    [Fact]
    public void Detached_nodes_are_grouped_by_class_with_the_one_that_retains_most()
    {
        TextGraph text = TextGraph.Parse(Page).Marked("doc", 1).Marked("d1", 2).Marked("d2", 2);
        DetachedTrees trees = DetachedTrees.Find(text.Heap);
        Assert.Equal([("Detached <div>", 2L, 80L, 144L, "d2"), ("Detached <span>", 3L, 64L, 64L, "s3")],
            trees.Groups.Select(group => (group.Row.Class, group.Row.Count, group.Row.ShallowBytes, group.Row.RetainedBytes, text.Label(group.Sample))));
        Assert.Equal(1, trees.Attached);
    }

    [Fact]
    public void Of_equal_ones_the_nearest_to_a_root_stands_for_its_class()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> w; w -> a -> far(native:8:Text); w -> near(native:8:Text)").Marked("far", 2).Marked("near", 2);
        Assert.Equal(text["near"], DetachedTrees.Find(text.Heap).Groups.Single().Sample);
    }

    [Fact]
    public void Files_without_marks_name_them_so() =>
        Assert.Equal("Detached HTMLDivElement", DetachedTrees.Find(TextGraph.Parse("root -shortcut[1]-> w -> d(native:8:Detached HTMLDivElement)").Heap).Groups.Single().Row.Class);

    [Fact]
    public void A_class_of_the_program_with_such_a_name_is_none() =>
        Assert.Empty(DetachedTrees.Find(TextGraph.Parse("root -shortcut[1]-> w -> d(object:8:Detached House)").Heap).Groups);

    [Fact]
    public void A_page_that_lost_nothing_has_none() => Assert.Equal((0, 1L), (DetachedTrees.Find(TextGraph.Parse(Page).Marked("doc", 1).Heap) is var trees ? trees.Groups.Count : -1, trees.Attached));
}
