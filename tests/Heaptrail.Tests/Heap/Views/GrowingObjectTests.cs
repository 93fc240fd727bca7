using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class GrowingObjectTests
{
    [Fact]
    public void A_map_with_more_in_its_table_each_time_grows()
    {
        GrowingObject found = Assert.Single(Find([2, 4, 7], grow: (sketch, map, items) =>
        {
            int table = sketch.Add(NodeType.Array, "table", 8, 900_001);
            sketch.Link(map, EdgeType.Internal, "table", table);
            foreach (int item in items)
                sketch.Link(table, EdgeType.Internal, $"{item}", item);
        }));
        Assert.Equal([1 + 2, 1 + 4, 1 + 7], found.References);
        Assert.Equal([8 + 8 + 20, 8 + 8 + 40, 8 + 8 + 70], found.RetainedBytes);
    }

    [Fact]
    public void The_holder_of_a_list_grows_although_it_never_has_more_than_one_reference() =>
        Assert.Equal([1, 1], Assert.Single(Find([2, 5], grow: List)).References);

    [Fact]
    public void An_object_that_shrinks_once_is_none() => Assert.Empty(Find([2, 5, 4], grow: List));

    [Fact]
    public void An_owner_of_what_grows_does_not_grow_itself()
    {
        IReadOnlyList<GrowingObject> found = Find([2, 5], (sketch, map, items) =>
        {
            int inner = sketch.Add(NodeType.Object, "Inner", 8, 900_003);
            sketch.Link(map, EdgeType.Property, "inner", inner);
            List(sketch, inner, items);
        });
        Assert.Equal("Inner", last!.Graph[Assert.Single(found).Node].RawName);
    }

    [Fact]
    public void Nothing_grows_between_two_processes()
    {
        // The map has the id of another kind of object in the first snapshot.
        GrowingObject[] found = [.. Find([2, 5], List)];
        var sketch = new GraphSketch();
        sketch.Link(0, EdgeType.Shortcut, "1", sketch.Add(NodeType.Object, "Other", 8, 3));
        var comparer = new HeapComparer(last!);
        comparer.AddEarlier(IndexedHeap.Build(sketch.Build(), TestContext.Current.CancellationToken));
        Assert.NotEmpty(found);
        Assert.Empty(comparer.Compare().Growing);
    }

    [Fact]
    public void A_store_of_many_counts_for_each_of_its_owners()
    {
        IReadOnlyList<GrowingObject> found = Find([600, 700], (sketch, map, items) =>
        {
            int other = sketch.Add(NodeType.Object, "Map", 8, 900_003);
            int table = sketch.Add(NodeType.Array, "table", 8, 900_001);
            sketch.Link(map, EdgeType.Property, "other", other);
            sketch.Link(map, EdgeType.Internal, "table", table);
            sketch.Link(other, EdgeType.Internal, "table", table);
            foreach (int item in items)
                sketch.Link(table, EdgeType.Internal, $"{item}", item);
        });
        Assert.Equal([1 + 1 + 600, 1 + 1 + 700], Assert.Single(found).References);
    }

    IndexedHeap? last;

    IReadOnlyList<GrowingObject> Find(int[] counts, Action<GraphSketch, int, List<int>> grow)
    {
        IndexedHeap[] heaps = [.. counts.Select(count => Heap(count, grow))];
        last = heaps[^1];
        var comparer = new HeapComparer(last);
        foreach (IndexedHeap heap in heaps[..^1])
            comparer.AddEarlier(heap);
        return comparer.Compare().Growing;
    }

    static IndexedHeap Heap(int count, Action<GraphSketch, int, List<int>> grow)
    {
        var sketch = new GraphSketch();
        int map = sketch.Add(NodeType.Object, "Map", 8, 3);
        sketch.Link(0, EdgeType.Shortcut, "1", map);
        // Newer items come first in the list and have ids of their own, so that none of them is in two snapshots in the same place.
        List<int> items = [.. Enumerable.Range(0, count).Select(i => sketch.Add(NodeType.Object, "Item", 10, (uint)(1_000 * count) + (uint)(2 * i) + 1))];
        grow(sketch, map, items);
        return IndexedHeap.Build(sketch.Build());
    }

    static void List(GraphSketch sketch, int head, List<int> items)
    {
        int at = head;
        foreach (int item in items)
        {
            sketch.Link(at, EdgeType.Property, "next", item);
            at = item;
        }
    }
}
