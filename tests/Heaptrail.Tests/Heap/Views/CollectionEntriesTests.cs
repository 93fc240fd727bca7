using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

/// <summary>Tables as V8 lays them out: sizes and indices are those of real snapshots.</summary>
public sealed class CollectionEntriesTests
{
    [Fact]
    public void A_map_of_two_buckets_has_its_first_key_behind_three_numbers_and_the_buckets()
    {
        CollectionEntries map = Of("m -internal[table]-> t(array:152:); t -internal[5]-> k1; t -internal[6]-> v1; t -internal[8]-> k2; t -internal[9]-> v2; t -internal[map]-> shape", out TextGraph text)!;
        Assert.Equal(["k1=v1", "k2=v2"], Shown(map, text));
        Assert.Equal((CollectionKind.Map, 2L, 0L, 4L), (map.Kind, map.Count, map.Unseen, map.Capacity));
    }

    [Fact]
    public void The_number_of_buckets_follows_from_the_size() =>
        Assert.Equal(["k1=v1"], Shown(Of("m -internal[table]-> t(array:264:); t -internal[7]-> k1; t -internal[8]-> v1", out TextGraph text)!, text));

    [Fact]
    public void Words_of_four_bytes_are_those_of_browsers()
    {
        CollectionEntries map = Of("m -internal[table]-> t(array:76:); t -internal[5]-> k1; t -internal[6]-> v1", out TextGraph text)!;
        Assert.Equal(["k1=v1"], Shown(map, text));
        CollectionEntries set = Of("m -internal[table]-> t(array:100:); t -internal[7]-> k1; t -internal[9]-> k2", out text)!;
        Assert.Equal(["k1=", "k2="], Shown(set, text));
        Assert.Equal(CollectionKind.Set, set.Kind);
    }

    [Fact]
    public void Keys_and_values_that_the_file_leaves_out_are_missing()
    {
        CollectionEntries map = Of("m -internal[table]-> t(array:264:); t -internal[8]-> v1; t -internal[10]-> k2; t -internal[16]-> k4", out TextGraph text)!;
        Assert.Equal(["=v1", "k2=", "k4="], Shown(map, text));
        Assert.Equal(1, map.Unseen);
    }

    [Theory]
    [InlineData("hole(hidden:0:system / Hole)")]
    [InlineData("hole(hidden:48:system / Oddball) -#0-> hole_text(string:16:hole)")]
    public void Deleted_entries_are_none(string hole)
    {
        CollectionEntries map = Of($"t -internal[7]-> {hole}; m -internal[table]-> t(array:264:); t -internal[8]-> hole; t -internal[10]-> k1; t -internal[11]-> v1", out TextGraph text)!;
        Assert.Equal(["k1=v1"], Shown(map, text));
        Assert.Equal((1L, 1L), (map.Count, map.Unseen));
    }

    [Fact]
    public void Constants_are_values_like_others() =>
        Assert.Equal(["k1=none"], Shown(Of("t -internal[8]-> none(hidden:0:null); m -internal[table]-> t(array:264:); t -internal[7]-> k1", out TextGraph text)!, text));

    [Fact]
    public void Entries_come_in_the_order_of_the_table_whatever_the_order_of_the_edges()
    {
        CollectionEntries map = Of("m -internal[table]-> t(array:264:); t -internal[10]-> k2; t -internal[8]-> v1; t -internal[11]-> v2; t -internal[7]-> k1", out TextGraph text)!;
        Assert.Equal(["k1=v1", "k2=v2"], Shown(map, text));
    }

    [Fact]
    public void A_weak_map_has_its_entries_on_weak_edges_wherever_their_hash_puts_them()
    {
        CollectionEntries map = Of("m -internal[table]-> t(array:104:); t -weak[7]-> k1; t -weak[8]-> v1; t -weak[3]-> k2; t -internal[3 / part of key (k1 @1)]-> v1", out TextGraph text)!;
        Assert.Equal(["k2=", "k1=v1"], Shown(map, text));
        Assert.Equal((CollectionKind.Weak, 0L, 4L), (map.Kind, map.Unseen, map.Capacity));
    }

    [Fact]
    public void Only_the_first_entries_are_returned_and_all_are_counted()
    {
        CollectionEntries? map = CollectionEntries.Find(Node("m -internal[table]-> t(array:264:); t -internal[7]-> k1; t -internal[10]-> k2; t -internal[13]-> k3", out _), top: 2);
        Assert.Equal((2, 3L), (map!.Entries.Count, map.Count));
    }

    [Theory]
    [InlineData("m -internal[table]-> t(array:160:); t -internal[5]-> k1")]
    [InlineData("m -internal[table]-> t(object:152:); t -internal[5]-> k1")]
    [InlineData("m -[table]-> t(array:152:); t -internal[5]-> k1")]
    [InlineData("m -internal[table]-> t(array:0:)")]
    public void What_is_laid_out_in_another_way_is_no_collection(string graph) => Assert.Null(Of(graph, out _));

    static string[] Shown(CollectionEntries entries, TextGraph text) =>
        [.. entries.Entries.Select(entry => $"{(entry.Key is { } key ? text.Label(key) : "")}={(entry.Value is { } value ? text.Label(value) : "")}")];

    static CollectionEntries? Of(string graph, out TextGraph text) => CollectionEntries.Find(Node(graph, out text));

    static HeapNode Node(string graph, out TextGraph text)
    {
        text = TextGraph.Parse($"root -> m(object:32:Map); {graph}");
        return text.Graph[text["m"]];
    }
}
