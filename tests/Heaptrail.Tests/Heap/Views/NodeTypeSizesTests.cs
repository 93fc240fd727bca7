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

    [Fact]
    public void An_object_belongs_to_the_realm_of_its_shape_and_the_rest_to_the_realms_that_reach_it()
    {
        TextGraph text = TextGraph.Parse("""
            root -shortcut[1]-> g(object:1); g -internal[map]-> m1(object shape:2); m1 -internal[map]-> meta1(object shape:4); meta1 -internal[native_context]-> r1(native:8:system / NativeContext)
            g -> h(object:16); h -internal[map]-> m2(object shape:32); m2 -internal[map]-> meta2(object shape:64); meta2 -internal[native_context]-> r2(native:128:system / NativeContext / vm)
            g -> s1(string:256); h -> s2(string:512); g -> both(string:1024); h -> both; root -[5]-> none(string:2048); g ~> weak(string:4096); none -> weak
            """);
        NativeContexts realms = NativeContexts.Build(text.Heap);
        Assert.Equal([new(text["r1"], 1 + 2 + 4 + 8 + 256), new(text["r2"], 16 + 32 + 64 + 128 + 512)], realms.Contexts);
        Assert.Equal((1024, 2048 + 4096), (realms.SharedBytes, realms.OtherBytes));
        Assert.Equal([text["r1"], text["r2"]], NativeContexts.Find(text.Graph));
    }
}
