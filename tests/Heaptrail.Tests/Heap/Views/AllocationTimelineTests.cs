using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class AllocationTimelineTests
{
    // Ids: root 1, a 3, b 5, c 7, d 9, e 11.
    static readonly TextGraph graph = TextGraph.Parse("root -shortcut[1]-> a(object:10); a -> b(object:20); a -> c(object:40); a -> d(object:80); d -> e(array:160)");

    static IReadOnlyList<AllocationBucket> Buckets(string samples) => AllocationTimeline.Build(new RecordingText { Graph = graph, Samples = samples }.Heap());

    [Fact]
    public void An_object_belongs_to_the_first_mark_that_reaches_its_id()
    {
        Assert.Equal([(0, 0, 0, 3, 1, 10), (0, 50_000, 3, 4, 0, 0), (50_000, 99_000, 4, 7, 2, 60)],
            Buckets("[0,3,50000,4,99000,7]").Select(b => ((int)b.FromMicroseconds, (int)b.ToMicroseconds, (int)b.AfterId, (int)b.LastId, (int)b.Count, (int)b.Bytes)));
    }

    [Fact]
    public void What_came_after_the_last_mark_belongs_to_none_and_owned_arrays_to_their_owner() =>
        Assert.Equal([10, 60, 240], Buckets("[0,3,1,7,2,9]").Select(bucket => (int)bucket.Bytes));

    [Fact]
    public void Even_ids_say_nothing_about_time()
    {
        RecordingText recorded = new() { Graph = TextGraph.Parse("root -shortcut[1]-> a(object:10); a -> b(object:20)"), Samples = "[0,9]" };
        Assert.Equal(30, AllocationTimeline.Build(recorded.Heap()).Single().Bytes);
        string native = recorded.Text().Replace(",5,20,", ",4,20,", StringComparison.Ordinal);
        Assert.Equal(10, AllocationTimeline.Build(IndexedHeap.Build(Snapshots.Read(native), TestContext.Current.CancellationToken)).Single().Bytes);
    }

    [Theory]
    [InlineData(0, 300, 1, 3)]
    [InlineData(100, 200, 2, 1)]
    [InlineData(150, 160, 2, 1)]
    [InlineData(50, 150, 1, 2)]
    [InlineData(250, 9_000, 3, 1)]
    [InlineData(300, 400, 4, 0)]
    public void A_span_takes_the_buckets_that_it_touches(long from, long to, int first, int count) =>
        Assert.Equal((first, count), AllocationTimeline.Between(Buckets("[0,1,100,3,200,5,300,9]"), from, to));

    [Fact]
    public void A_heap_without_times_has_no_buckets() => Assert.Empty(Buckets("[]"));
}
