using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class RetainerPatternTests
{
    [Fact]
    public void Elements_of_one_array_are_one_way()
    {
        string elements = string.Join("; ", Enumerable.Range(0, 5).Select(i => $"store -[{i}]-> x{i}(object:8:Job)"));
        Assert.Equal(["5 Job 40: * in Array! < .list in global!"], Find($"root -shortcut[1]-> global -> list(object:16:Array) -internal[elements]-> store(array:8); {elements}"));
    }

    [Fact]
    public void Objects_that_are_held_in_different_ways_are_told_apart_largest_first() => Assert.Equal(
        ["1 Job 108: .job in b! < .b in global!", "2 Job 16: .job in Owner < .o1 in global!"],
        Find("root -shortcut[1]-> global -[o1]-> o1(object:1:Owner) -[job]-> x(object:8:Job); global -[o1]-> o2(object:1:Owner) -[job]-> y(object:8:Job); global -> b -[job]-> z(object:8:Job) -> big(object:100)"));

    [Fact]
    public void Keys_of_a_dictionary_are_any_property()
    {
        string keys = string.Join("; ", Enumerable.Range(0, 60).Select(i => $"cache -[key{i}]-> x{i}(object:8:Job)"));
        Assert.Equal(["60 Job 480: .* in cache! < .cache in global!"], Find($"root -shortcut[1]-> global -> cache; {keys}"));
    }

    [Fact]
    public void A_list_is_one_repeated_step_and_holds_nothing_twice()
    {
        string list = string.Join(" -[next]-> ", Enumerable.Range(0, 1_000).Select(i => $"n{i}(object:8:Job)"));
        Assert.Equal(
            ["1 Job 8000: .n0 in global!", "998 Job 0: .next+ in Job < .n0 in global!", "1 Job 0: .next in Job! < .n0 in global!"],
            Find($"root -shortcut[1]-> global -> {list}"));
    }

    [Fact]
    public void A_very_long_way_is_cut()
    {
        // Two steps in turn are never equal neighbours.
        string chain = string.Join(" -> ", Enumerable.Range(0, 100).Select(i => $"a{i}(object:1:A) -[b]-> b{i}(object:1:B)"));
        string way = Assert.Single(Find($"root -shortcut[1]-> global -> {chain} -[job]-> x(object:8:Job)"));
        Assert.StartsWith("1 Job 8: … .job in B! < ", way, StringComparison.Ordinal);
        Assert.Equal(65, way.Split(" < ").Length);
    }

    [Fact]
    public void What_only_weak_edges_lead_to_is_held_by_nothing() => Assert.Equal(["1 Job 8: not held"], Find("root -shortcut[1]-> global ~> x(object:8:Job)"));

    [Fact]
    public void A_class_that_there_is_not_has_no_objects() => Assert.Empty(ClassMembers.Find(TextGraph.Parse("root -> a").Heap, "Job").Nodes);

    static IEnumerable<string> Find(string graph)
    {
        IndexedHeap heap = TextGraph.Parse(graph).Heap;
        ClassMembers members = ClassMembers.Find(heap, "Job");
        IReadOnlyList<RetainerPattern> patterns = RetainerPatterns.Find(heap, members);
        Assert.Equal(members.RetainedBytes, patterns.Sum(p => p.RetainedBytes));
        return patterns.Select(p => $"{p.Count} Job {p.RetainedBytes}: {(p.IsHeld ? string.Join(" < ", p.Steps.Select(step => Step(heap, step))) : "not held")}");
    }

    static string Step(IndexedHeap heap, PatternStep step) =>
        $"{(step.IsCut ? "… " : "")}{(step.Edge == EdgeType.Property ? "." : "")}{step.Name ?? "*"}{(step.IsRepeated ? "+" : "")} in {heap.Graph[step.Example].RawName}{(step.IsOne ? "!" : "")}";
}
