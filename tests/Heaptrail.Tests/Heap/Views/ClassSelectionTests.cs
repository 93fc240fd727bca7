using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ClassSelectionTests
{
    static readonly SummaryRow[] rows = [Row("Map", 1, 50, 900), Row("socket", 7, 10, 300), Row("Array", 3, 80, 900), Row("TLSSocket", 2, 20, 100)];

    [Theory]
    [InlineData(ClassSort.Retained, "Map Array socket TLSSocket")]
    [InlineData(ClassSort.Shallow, "Array Map TLSSocket socket")]
    [InlineData(ClassSort.Count, "socket Array TLSSocket Map")]
    [InlineData(ClassSort.Name, "Array Map TLSSocket socket")]
    public void Rows_are_in_the_order_asked_for(ClassSort sort, string expected) =>
        Assert.Equal(expected, Names(new() { Sort = sort }));

    [Fact]
    public void A_filter_looks_inside_names_in_any_case() => Assert.Equal("socket TLSSocket", Names(new() { Filter = "SOCK" }));

    [Fact]
    public void A_filter_may_leave_nothing() => Assert.Equal("", Names(new() { Filter = "Set" }));

    static string Names(ClassSelection selection) => string.Join(' ', selection.Apply(rows).Select(row => row.Class));

    static SummaryRow Row(string name, long count, long shallow, long retained) => new(name, null, count, 1, shallow, retained, NodeIndex.Root);
}
