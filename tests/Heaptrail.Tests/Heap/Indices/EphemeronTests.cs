using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

public sealed class EphemeronTests
{
    // ids: map 3, table 5, key 7, value 9
    static readonly TextGraph weakMap = TextGraph.Parse("""
        root -> map; map -internal[table]-> table; root -> key
        table -internal[17 / part of key (a > b (c) @7) -> value (Object @9) pair in WeakMap (table @5)]-> value
        key -internal[4 / part of key (a > b (c) @7) -> value (Object @9) pair in WeakMap (table @5)]-> value
        key -[17 / part of key (a > b (c) @7) -> value (Object @9) pair in WeakMap (table @5)]-> value
        """);

    [Fact]
    public void The_two_edges_of_an_entry_are_told_apart_by_the_id_of_the_table()
    {
        EphemeronEdges edges = EphemeronEdges.Build(weakMap.Graph);
        Assert.True(edges.Any);
        var parts = new List<string>();
        foreach (HeapEdge edge in IndexedHeap.Build(weakMap.Graph, TestContext.Current.CancellationToken).Retainers[weakMap["value"]])
        {
            NodeIndex source = weakMap.Graph.SourceOf(edge.Index);
            parts.Add($"{weakMap.Label(source)} {edge.Type} {edges.PartOf(edge.Index)}");
        }
        Assert.Equal(["table Internal Table", "key Internal Key", "key Property None"], parts);
    }

    [Fact]
    public void The_two_edges_of_an_entry_are_one_pair()
    {
        EphemeronEdges edges = EphemeronEdges.Build(weakMap.Graph);
        int[] pairs = [.. Enumerable.Range(0, weakMap.Graph.EdgeCount).Select(e => edges.PairOf(e) ?? -1).Where(pair => pair >= 0)];
        Assert.Equal([0, 0], pairs);
    }

    [Fact]
    public void A_heap_without_WeakMaps_has_none()
    {
        TextGraph text = TextGraph.Parse("root -> a -internal[5 / part of nothing that is long enough to look like an entry (table @1)]-> b");
        Assert.False(EphemeronEdges.Build(text.Graph).Any);
        Assert.Equal(EphemeronPart.None, text.Heap.Ephemerons.PartOf(new(1)));
    }

    [Fact]
    public void Names_survive_a_file_and_a_writer_that_escapes_brackets()
    {
        string json = SnapshotText.Of(weakMap.Graph).Replace(") -> value", ") -\\u003e value", StringComparison.Ordinal).Replace(" / ", " \\/ ", StringComparison.Ordinal);
        Assert.True(EphemeronEdges.Build(Snapshots.Read(json)).Any);
        Assert.Equal(GraphDump.Of(weakMap.Graph), GraphDump.Of(Snapshots.Read(json)));
    }
}
