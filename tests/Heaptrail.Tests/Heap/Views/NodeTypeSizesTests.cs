using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class NodeTypeSizesTests
{
    [Fact]
    public void Types_stand_in_the_order_of_their_bytes_with_their_largest_node()
    {
        TextGraph text = TextGraph.Parse("root -shortcut[1]-> a(object:40); a -> b(object:50); a -> c(object:50); a -> s(string:1000); a -> empty(string:0)");
        Assert.Equal([new("string", 1, 1000, text["s"]), new("object", 3, 140, text["b"])], NodeTypeSizes.Build(text.Heap).Types);
    }

    [Fact]
    public void A_size_belongs_to_the_power_of_two_below_it() =>
        Assert.Equal([new(1, 1, 1), new(16, 2, 47), new(32, 1, 32), new(1L << 32, 1, 5_000_000_000)],
            NodeTypeSizes.Build(TextGraph.Parse("root -shortcut[1]-> a(object:16); a -> b(object:31); a -> c(object:32); a -> d(object:1); a -> e(native:5000000000)").Heap).Sizes);

    [Fact]
    public void Sizes_are_those_after_internal_arrays_went_to_their_owners() =>
        Assert.Equal([new(64, 1, 96)], NodeTypeSizes.Build(TextGraph.Parse("root -shortcut[1]-> a(object:16) -internal[elements]-> store(array:80)").Heap).Sizes);
}
