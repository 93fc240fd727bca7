using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class SnapshotOrderTests
{
    [Fact]
    public void The_snapshot_with_higher_ids_is_the_later_one()
    {
        HeapGraph earlier = TextGraph.Parse("root -> a -> b").Graph;
        HeapGraph later = TextGraph.Parse("root -> a -> b; a -> c").Graph;

        Assert.False(SnapshotOrder.Of(earlier, later).IsReversed);
        Assert.True(SnapshotOrder.Of(later, earlier).IsReversed);
        Assert.False(SnapshotOrder.Of(earlier, later).IsSame);
    }

    [Fact]
    public void Without_a_new_id_nothing_happened()
    {
        HeapGraph graph = TextGraph.Parse("root -> a -> b").Graph;

        Assert.True(SnapshotOrder.Of(graph, graph).IsSame);
    }

    [Fact]
    public void Other_objects_under_the_same_ids_are_of_another_process()
    {
        HeapGraph one = TextGraph.Parse("root -> a -> b -> c -> d").Graph;
        HeapGraph other = TextGraph.Parse("root -> d -> c -> x -> y -> z").Graph;

        Assert.True(SnapshotOrder.Of(one, other).Ids.IsOtherProcess);
        Assert.False(SnapshotOrder.Of(one, one).Ids.IsOtherProcess);
    }

    [Fact]
    public void Objects_of_the_embedder_do_not_count()
    {
        HeapGraph earlier = WithNative(1000, 7);
        HeapGraph later = WithNative(2, 9);

        Assert.False(SnapshotOrder.Of(earlier, later).IsReversed);
    }

    // Embedders number their objects as they like, with even ids.
    static HeapGraph WithNative(uint id, uint newest)
    {
        var sketch = new GraphSketch();
        sketch.Link(0, EdgeType.Property, "native", sketch.Add(NodeType.Native, "Node / Environment", 8, id));
        sketch.Link(0, EdgeType.Property, "newest", sketch.Add(NodeType.Object, "Object", 8, newest));
        return sketch.Build();
    }
}
