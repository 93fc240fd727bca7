using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

/// <summary>Functions, callers, calls and stacks of a recording.</summary>
public sealed class AllocationTests
{
    // main calls work, which calls itself once; both call helper.
    const string Tree = "[1,0,0,0,[2,1,1,10,[3,2,2,40,[4,2,4,100,[5,3,8,200,[]]],6,3,16,400,[]]]]";

    static RecordingText Recorded => new()
    {
        Graph = TextGraph.Parse("root -[1]-> gc(synthetic:0:(GC roots)); root -shortcut[2]-> global(object:40); global -> a(object:10); global -> b(object:24); global -> c(object:32); c -> store(array:100)"),
        Tree = Tree,
        Stacks = [("a", 5), ("b", 6), ("c", 4), ("store", 4)],
    };

    static Allocations Allocations => Heaptrail.Heap.Indices.Allocations.Build(Recorded.Heap())!;

    [Fact]
    public void A_function_has_what_it_allocated_itself_and_what_is_alive_of_it()
    {
        string[] rows = [.. AllocationFunctions.Build(Allocations).Select(row => $"{row.Function.Name} {Text(row.Self)}")];
        // The array counts to the object that owns it, as everywhere; as an object it still counts.
        Assert.Equal(["work 6 140 2 132", "helper 24 600 2 34", "main 1 10 0 0"], rows);
    }

    [Fact]
    public void Recursion_is_counted_once_in_a_total()
    {
        AllocationRow work = AllocationFunctions.Build(Allocations).Single(row => row.Function.Name == "work");
        Assert.Equal("14 340 3 142", Text(work.Total));
        Assert.Equal(["main", "work", "helper"], AllocationFunctions.Build(Allocations, new() { Sort = AllocationSort.Total }).Select(row => row.Function.Name));
    }

    [Fact]
    public void A_stack_that_never_allocated_has_nothing_alive()
    {
        Allocations allocations = Heaptrail.Heap.Indices.Allocations.Build((Recorded with { Stacks = [("a", 1)] }).Heap())!;
        Assert.Equal(0, allocations.Sum.LiveCount);
    }

    [Fact]
    public void Callers_share_the_figures_of_the_function_on_top()
    {
        string[] rows = [.. AllocationCallers.Build(Allocations, new() { Depth = 9 }).Select(row => $"{row.Level} {row.Place}/{row.Siblings} {row.Function.Name} {Text(row.Self)}")];
        Assert.Equal([
            "1 0/3 work 6 140 2 132", "2 0/2 work 4 100 2 132", "3 0/1 main 4 100 2 132", "2 1/2 main 2 40 0 0",
            "1 1/3 helper 24 600 2 34", "2 0/2 main 16 400 1 24", "2 1/2 work 8 200 1 10", "3 0/1 work 8 200 1 10", "4 0/1 main 8 200 1 10",
            "1 2/3 main 1 10 0 0",
        ], rows);
    }

    [Fact]
    public void Calls_are_shown_from_the_outermost_down()
    {
        string[] rows = [.. AllocationTree.Build(Allocations, new() { Depth = 9 }).Select(row => $"{row.Level} {row.Function.Name} {Text(row.Self)} of {Text(row.Total)}")];
        Assert.Equal([
            "1 main 1 10 0 0 of 31 750 4 166", "2 work 2 40 0 0 of 14 340 3 142", "3 work 4 100 2 132 of 12 300 3 142",
            "4 helper 8 200 1 10 of 8 200 1 10", "2 helper 16 400 1 24 of 16 400 1 24",
        ], rows);
    }

    [Fact]
    public void Beyond_the_depth_only_the_greatest_call_is_followed()
    {
        Assert.Equal(["main", "work", "work", "helper"], AllocationTree.Build(Allocations, new() { Depth = 1 }).Select(row => row.Function.Name));
        Assert.Equal(["main", "work", "work", "helper", "helper"], AllocationTree.Build(Allocations, new() { Depth = 2 }).Select(row => row.Function.Name));
    }

    [Fact]
    public void A_focus_counts_only_what_these_functions_and_their_callees_allocate()
    {
        Allocations focus = Allocations.Focus(function => function.Name == "work");
        Assert.Equal("14 340 3 142", Text(focus.Sum));
        Assert.Equal(["1 work", "2 work", "3 helper"], AllocationTree.Build(focus, new() { Depth = 9 }).Select(row => $"{row.Level} {row.Function.Name}"));
        Assert.Equal(default, Allocations.Focus(_ => false).Sum);
        Assert.Equal("helper 24 600 2 34", $"helper {Text(Allocations.Focus(function => function.Name == "helper").Sum)}");
    }

    [Fact]
    public void What_an_excluded_function_allocated_counts_to_its_caller()
    {
        Allocations rest = Allocations.Exclude(function => function.Name == "work");
        Assert.Equal(Allocations.Sum, rest.Sum);
        // The calls of helper from main and from work are neighbours now, and one.
        Assert.Equal(["main 7 150 2 132", "helper 24 600 2 34"], AllocationTree.Build(rest, new() { Depth = 9 }).Select(row => $"{row.Function.Name} {Text(row.Self)}"));
        Assert.Equal(Allocations.Sum, Allocations.Exclude(_ => true).Sum);
    }

    [Fact]
    public void A_filter_chooses_the_functions_on_top()
    {
        AllocationOptions helper = new() { Filter = function => function.Name == "helper", Depth = 2 };
        Assert.Equal(["helper"], AllocationFunctions.Build(Allocations, helper).Select(row => row.Function.Name));
        Assert.Equal(["helper", "main", "work", "work", "main"], AllocationCallers.Build(Allocations, helper with { Depth = 9 }).Select(row => row.Function.Name));
        Assert.Equal(["24 600 2 34"], AllocationTree.Build(Allocations, helper).Select(row => Text(row.Total)));
    }

    [Fact]
    public void The_stack_of_an_object_begins_with_the_innermost_call()
    {
        RecordingText recorded = Recorded;
        HeapGraph graph = recorded.Read();
        Assert.Equal(["helper", "work", "work", "main"], AllocationStack.Of(graph, recorded.Graph["a"]).Select(function => function.Name));
        Assert.Empty(AllocationStack.Of(graph, recorded.Graph["global"]));
        Assert.Empty(AllocationStack.Of(Snapshots.Small().Graph, new(1)));
    }

    [Fact]
    public void A_heap_without_stacks_has_no_allocations() =>
        Assert.Null(Heaptrail.Heap.Indices.Allocations.Build((Recorded with { Tree = "[]", Samples = "[1,2]" }).Heap()));

    [Fact]
    public void Views_of_a_recursion_of_many_thousand_levels_are_quick()
    {
        const int Depth = 100_000;
        string deep = string.Concat(Enumerable.Range(1, Depth).Select(i => $"[{i},{(i == 1 ? 0 : 2)},1,10,")) + "[]" + new string(']', Depth);
        Allocations allocations = Heaptrail.Heap.Indices.Allocations.Build((Recorded with { Tree = deep, Stacks = [("a", Depth)] }).Heap())!;
        Assert.Equal((Depth - 1) * 10L, AllocationFunctions.Build(allocations).Single(row => row.Function.Name == "work").Total.Bytes);
        Assert.Equal(Depth - 1, AllocationStack.Of((Recorded with { Tree = deep, Stacks = [("a", Depth)] }).Read(), Recorded.Graph["a"]).Count);
        Assert.Equal(21, AllocationTree.Build(allocations).Count);
        Assert.Equal(22, AllocationCallers.Build(allocations, new() { Depth = 1, Top = 1 }).Count(row => row.Level > 0) + 1);
        Assert.Equal(2, allocations.Exclude(function => function.Name == "work").Tree.Count + 1);
    }

    static string Text(AllocationFigures figures) => $"{figures.Count} {figures.Bytes} {figures.LiveCount} {figures.LiveBytes}";
}
