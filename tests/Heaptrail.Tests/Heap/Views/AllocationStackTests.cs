using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class AllocationStackTests
{
    [Fact]
    public void Stacks_stand_in_the_order_of_the_tree_and_add_up_to_all()
    {
        Allocations profile = Allocations.Build(ProfileText.Read(ProfileText.Small));
        (IReadOnlyList<StackRow> stacks, int count) = AllocationStacks.Build(profile);
        // After the greatest of the calls of main comes the other; the own bytes of a call stand before those of its calls.
        Assert.Equal(["main 10", "main helper 400", "main work 40", "main work work 100", "main work work helper 200"], stacks.Select(Text));
        Assert.Equal((5, profile.Sum.Bytes), (count, stacks.Sum(stack => stack.Self.Bytes)));
    }

    [Fact]
    public void The_largest_stay_when_not_all_are_wanted()
    {
        (IReadOnlyList<StackRow> stacks, int count) = AllocationStacks.Build(Allocations.Build(ProfileText.Read(ProfileText.Small)), new() { Top = 2 });
        Assert.Equal(["main helper 400", "main work work helper 200"], stacks.Select(Text));
        Assert.Equal(5, count);
    }

    [Fact]
    public void What_belongs_to_no_function_is_under_the_root() =>
        Assert.Equal(["(root) 7"], AllocationStacks.Build(Allocations.Build(ProfileText.Read(ProfileText.Of(ProfileText.Call("(root)", 7, 1))))).Stacks.Select(Text));

    [Fact]
    public void Calls_beyond_the_deepest_count_to_those_above_them()
    {
        const int Depth = 100_000;
        string deep = string.Concat(Enumerable.Range(1, Depth).Select(i => $"{{\"callFrame\":{ProfileText.Frame("deep")},\"selfSize\":1,\"id\":{i},\"children\":["))
            + string.Concat(Enumerable.Repeat("]}", Depth));
        (IReadOnlyList<StackRow> stacks, int count) = AllocationStacks.Build(Allocations.Build(ProfileText.Read(ProfileText.Of(deep))));
        Assert.Equal((Depth, AllocationStacks.DeepestStack, AllocationStacks.DeepestStack + 1), (stacks.Sum(stack => stack.Self.Bytes), stacks.Max(stack => stack.Frames.Count), count));
    }

    static string Text(StackRow stack) => $"{string.Join(' ', stack.Frames.Select(frame => frame.Name))} {stack.Self.Bytes}";
}
