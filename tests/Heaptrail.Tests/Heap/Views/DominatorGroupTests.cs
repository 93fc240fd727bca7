using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class DominatorGroupTests
{
    [Fact]
    public void The_drop_is_where_one_large_object_becomes_many_small_ones()
    {
        TextGraph text = TextGraph.Parse($"root -shortcut[1]-> global -> app -> cache; {string.Join("; ", Enumerable.Range(0, 50).Select(i => $"cache -> e{i}(object:10)"))}");
        DominatorDrop drop = Assert.Single(DominatorDrops.Find(text.Heap, 100));
        Assert.Equal(("cache", "e0", 50, 491), (text.Label(drop.Node), text.Label(drop.Largest), drop.Dominated, drop.Bytes));
    }

    [Fact]
    public void A_large_object_without_children_drops_to_nothing()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> global -> buffer(native:5000)");
        Assert.Equal((text["buffer"], NodeIndex.None, 5000L), Assert.Single(DominatorDrops.Find(text.Heap, 100)) is var drop ? (drop.Node, drop.Largest, drop.Bytes) : default);
    }

    [Fact]
    public void Owners_of_a_class_are_grouped_by_their_class()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> global; global -> a(object:1:Cache) -internal[table]-> store(array:1); store -[0]-> x(object:8:Job) -> y(object:4:Job); store -[1]-> z(object:2:Job)
            global -> b(object:1:Cache) -> v(object:16:Job); global -> w(object:32:Job)
            """);
        Assert.Equal(["global: 1 own 1, 32, 32", "Cache: 2 own 4, 30, 30"], ClassDominators.Find(text.Heap, ClassMembers.Find(text.Heap, "Job"))
            .Select(row => $"{row.Class}: {row.Owners} own {row.Count}, {row.ShallowBytes}, {row.RetainedBytes}"));
    }
}
