using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class HeapComparerTests
{
    [Fact]
    public void An_object_is_new_deleted_or_both_by_its_id_within_its_class()
    {
        IndexedHeap before = Heap((3, "Job", 10), (5, "Job", 20), (7, "Task", 40));
        IndexedHeap after = Heap((5, "Job", 99), (7, "Job", 70), (9, "Job", 1));
        HeapComparison comparison = Compare(before, after);
        Assert.Equal(["Job +2/71 -1/10 = 1/61", "Task +0/0 -1/40 = -1/-40"], Rows(comparison));
    }

    [Fact]
    public void Snapshots_without_a_difference_have_no_rows() =>
        Assert.Empty(Compare(Heap((3, "Job", 10)), Heap((3, "Job", 12))).Classes);

    [Fact]
    public void An_object_without_a_size_does_not_count() =>
        Assert.Empty(Compare(Heap((3, "Job", 10)), Heap((3, "Job", 10), (5, "Job", 0))).Classes);

    [Fact]
    public void An_even_id_counts_as_in_DevTools_and_is_said()
    {
        HeapComparison comparison = Compare(Heap((2, "Handle", 10), (4, "Handle", 10)), Heap((4, "Handle", 10), (6, "Handle", 10)));
        Assert.Equal(["Handle +1/10 -1/10 = 0/0"], Rows(comparison));
        Assert.Equal(2, comparison.EmbedderObjects);
    }

    [Fact]
    public void Survivors_came_after_the_first_snapshot_and_before_the_last()
    {
        ComparedClass row = Assert.Single(Compare(Heap((3, "Job", 1)), Heap((3, "Job", 1), (5, "Job", 2), (7, "Job", 4)), Heap((3, "Job", 1), (7, "Job", 5), (9, "Job", 8))).Classes);
        Assert.Equal([1, 3, 3], row.Counts);
        Assert.Equal([1, 7, 14], row.ShallowBytes);
        Assert.Equal((2, 13, 1, 5), (row.NewCount, row.NewBytes, row.SurvivorCount, row.SurvivorBytes));
        Assert.False(row.GrowsEveryTime);
    }

    [Fact]
    public void Classes_of_one_name_in_two_places_are_two_rows()
    {
        IndexedHeap after = Located(("a", 1), ("b", 2));
        Assert.Equal([1, 1], Compare(Heap((999, "Other", 1)), after).Classes.Where(row => row.Class == "Job").Select(row => row.NewCount));
    }

    [Fact]
    public void Plain_objects_of_the_older_snapshot_are_classified_by_the_newer()
    {
        // Once alone, {url} is no class of its own; twice, it is. The object that stays must not look deleted.
        IndexedHeap before = TextGraph.Parse("root -shortcut[1]-> g; g -> a(object:8:Object) -> url(string:4)").Heap;
        IndexedHeap after = TextGraph.Parse("root -shortcut[1]-> g; g -> a(object:8:Object) -> url(string:4); g -> b(object:8:Object) -> url").Heap;
        Assert.Equal(["{url} +1/8 -0/0 = 1/8"], Rows(Compare(before, after)));
    }

    [Fact]
    public void A_class_that_grows_every_time_comes_first_among_three_snapshots()
    {
        HeapComparison comparison = Compare(Heap((3, "Slow", 1)), Heap((3, "Slow", 1), (5, "Slow", 1)), Heap((3, "Slow", 1), (5, "Slow", 1), (7, "Slow", 1), (9, "Burst", 500)));
        Assert.Equal(["Slow", "Burst"], new ComparisonSelection().Apply(comparison.Classes).Select(row => row.Class));
        Assert.Equal(["Burst", "Slow"], new ComparisonSelection { Sort = ComparisonSort.Size }.Apply(comparison.Classes).Select(row => row.Class));
        Assert.Equal(["Burst"], new ComparisonSelection { Filter = "URS" }.Apply(comparison.Classes).Select(row => row.Class));
    }

    [Fact]
    public void A_random_comparison_is_what_sets_of_ids_say()
    {
        var random = new Random(20_261_121);
        for (int round = 0; round < 200; round++)
        {
            (uint, string, long)[][] snapshots = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Objects(random))];
            HeapComparison comparison = Compare([.. snapshots.Select(Heap)]);
            HashSet<(uint, string)>[] sets = [.. snapshots.Select(s => s.Select(o => (o.Item1, o.Item2)).ToHashSet())];
            foreach (string name in snapshots.SelectMany(s => s).Select(o => o.Item2).Distinct())
            {
                HashSet<(uint Id, string)>[] own = [.. sets.Select(s => s.Where(o => o.Item2 == name).ToHashSet())];
                long added = own[^1].Except(own[0]).Count(), deleted = own[0].Except(own[^1]).Count();
                ComparedClass? row = comparison.Classes.SingleOrDefault(c => c.Class == name);
                Assert.Equal((added, deleted), (row?.NewCount ?? 0, row?.DeletedCount ?? 0));
                if (row is null)
                    continue;
                Assert.Equal(own.Select(s => (long)s.Count), row.Counts);
                Assert.Equal(own[^1].Except(own[0]).Count(o => o.Id % 2 == 1 && own[1..^1].Any(s => s.Contains(o))), row.SurvivorCount);
            }
        }
    }

    [Fact]
    public void Many_objects_are_compared_in_ranges_of_ids_as_if_in_one()
    {
        // More than one thread takes, ids of four bytes, and one that many objects have, as V8 never writes it.
        var random = new Random(5);
        (uint Id, string Class, long Size)[] all = [.. Enumerable.Range(0, 90_000).Select(i => (i % 9 == 0 ? 2_000_000_001u : (uint)random.Next() * 2u, "C" + random.Next(5), (long)random.Next(0, 9)))];
        (uint Id, string Class, long Size)[] before = [.. all.Where(_ => random.Next(3) > 0)];
        (uint Id, string Class, long Size)[] after = [.. all.Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next())];
        HeapComparison comparison = Compare(Heap(before), Heap(after));
        var added = new Dictionary<string, long>();
        var deleted = new Dictionary<string, long>();
        ILookup<uint, string> old = Classes(before), now = Classes(after);
        foreach (uint id in all.Select(o => o.Id).Distinct())
        {
            string?[] was = [.. old[id]], isNow = [.. now[id]];
            for (int i = 0; i < Math.Max(was.Length, isNow.Length); i++)
            {
                string? from = was.ElementAtOrDefault(i), to = isNow.ElementAtOrDefault(i);
                if (from != to && from is not null)
                    deleted[from] = deleted.GetValueOrDefault(from) + 1;
                if (from != to && to is not null)
                    added[to] = added.GetValueOrDefault(to) + 1;
            }
        }
        Assert.Equal(5, comparison.Classes.Count);
        Assert.All(comparison.Classes, row => Assert.Equal((added[row.Class], deleted[row.Class]), (row.NewCount, row.DeletedCount)));
        Assert.All(comparison.Classes, row => Assert.Equal([before.Count(o => o.Size > 0 && o.Class == row.Class), after.Count(o => o.Size > 0 && o.Class == row.Class)], row.Counts));

        static ILookup<uint, string> Classes((uint Id, string Class, long Size)[] objects) => objects.Where(o => o.Size > 0).ToLookup(o => o.Id, o => o.Class);
    }

    static (uint, string, long)[] Objects(Random random) =>
        [.. Enumerable.Range(2, 40).Where(_ => random.Next(2) == 0).Select(id => ((uint)id, "C" + random.Next(3), (long)random.Next(1, 9))).OrderBy(_ => random.Next())];

    static HeapComparison Compare(params IndexedHeap[] heaps)
    {
        var comparer = new HeapComparer(heaps[^1]);
        foreach (IndexedHeap heap in heaps[..^1])
            comparer.AddEarlier(heap);
        return comparer.Compare();
    }

    static IEnumerable<string> Rows(HeapComparison comparison) => comparison.Classes.OrderBy(row => row.Class, StringComparer.Ordinal)
        .Select(row => $"{row.Class} +{row.NewCount}/{row.NewBytes} -{row.DeletedCount}/{row.DeletedBytes} = {row.CountDelta}/{row.BytesDelta}");

    static IndexedHeap Heap(params (uint Id, string Class, long Size)[] objects)
    {
        var sketch = new GraphSketch();
        foreach ((uint id, string name, long size) in objects)
            sketch.Link(0, EdgeType.Element, $"{id}", sketch.Add(NodeType.Object, name, size, id));
        return IndexedHeap.Build(sketch.Build());
    }

    static IndexedHeap Located(params (string Label, int Script)[] objects)
    {
        TextGraph text = TextGraph.Parse(string.Join("; ", objects.Select(o => $"root -> {o.Label}(object:8:Job)")));
        foreach ((string label, int script) in objects)
            text.Located(label, script, 1, 1);
        return text.Heap;
    }
}
