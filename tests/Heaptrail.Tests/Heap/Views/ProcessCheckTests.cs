using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ProcessCheckTests
{
    [Fact]
    public void Other_objects_with_the_same_ids_are_of_another_process()
    {
        IdAgreement ids = Compare(i => (NodeType.Object, $"C{i}"), i => (NodeType.Object, i < 98 ? $"C{i}" : "Other"));
        Assert.Equal((100, 2, true), (ids.Common, ids.Different, ids.IsOtherProcess));
    }

    [Fact]
    public void A_string_never_changes_its_text() =>
        Assert.True(Compare(i => (NodeType.String, $"before {i}"), i => (NodeType.String, $"after {i}")).IsOtherProcess);

    [Fact]
    public void A_joined_string_may_become_a_plain_one() =>
        Assert.Equal(0, Compare(_ => (NodeType.ConsString, "(concatenated string)"), i => (NodeType.String, $"text {i}")).Different);

    [Fact]
    public void One_object_in_a_hundred_may_change_its_constructor() =>
        Assert.False(Compare(_ => (NodeType.Object, "Job"), i => (NodeType.Object, i == 0 ? "Task" : "Job")).IsOtherProcess);

    [Fact]
    public void Objects_of_the_embedder_are_not_asked() =>
        Assert.Equal(0, Compare(i => (NodeType.Native, $"a{i}"), i => (NodeType.Native, $"b{i}"), firstId: 2).Common);

    static IdAgreement Compare(Func<int, (NodeType, string)> before, Func<int, (NodeType, string)> after, uint firstId = 3)
    {
        var comparer = new HeapComparer(Heap(after, firstId));
        comparer.AddEarlier(Heap(before, firstId));
        return Assert.Single(comparer.Compare().Agreement);
    }

    static IndexedHeap Heap(Func<int, (NodeType Type, string Name)> make, uint firstId)
    {
        var sketch = new GraphSketch();
        for (int i = 0; i < 100; i++)
            sketch.Link(0, EdgeType.Element, $"{i}", sketch.Add(make(i).Type, make(i).Name, 8, firstId + (uint)(2 * i)));
        return IndexedHeap.Build(sketch.Build());
    }
}
