using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

/// <summary>Every byte is of one kind.</summary>
public sealed class HeapStatisticsTests
{
    [Fact]
    public void The_kinds_are_those_of_DevTools()
    {
        HeapStatistics bytes = Of("""
            root -> a(object:1); root -> code(code:2); root -> text(string:4); root -> joined(concatenated string:8); root -> part(sliced string:16)
            root -> data(native:32:system / JSArrayBufferData); root -> socket(native:64:TCP); root -> number(number:128); a -> context(object:256)
            """);
        Assert.Equal(new HeapStatistics(511, 96, 32, 2, 28, 0, 0), bytes);
        Assert.Equal((385, 64), (bytes.OtherBytes, bytes.OtherNativeBytes));
    }

    [Fact]
    public void Elements_with_one_holder_belong_to_their_array() =>
        Assert.Equal(17, Of("root -> list(object:1:Array); list -internal[elements]-> store(object:16:store)").ArrayBytes);

    [Fact]
    public void Elements_that_two_hold_do_not() =>
        Assert.Equal(2, Of("root -> list(object:1:Array) -internal[elements]-> store(object:16:store); root -> other(object:1:Array) -internal[elements]-> store").ArrayBytes);

    [Fact]
    public void A_property_called_elements_is_no_store() =>
        Assert.Equal(1, Of("root -> list(object:1:Array) -[elements]-> store(object:16:store)").ArrayBytes);

    [Fact]
    public void An_empty_heap_has_no_bytes() => Assert.Equal(new HeapStatistics(0, 0, 0, 0, 0, 0, 0), Of("root"));

    static HeapStatistics Of(string graph) => HeapStatistics.Build(TextGraph.Parse(graph).Heap);
}
