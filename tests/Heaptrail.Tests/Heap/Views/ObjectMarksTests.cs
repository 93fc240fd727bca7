using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Views;

public sealed class ObjectMarksTests
{
    [Fact]
    public void Only_ids_that_last_are_kept()
    {
        var marks = ObjectMarks.Of(Objects((NodeType.Object, "Session", 9), (NodeType.Native, "Node / Environment", 12)));

        Assert.Equal((true, false, false, 9L), (marks.Contains(9), marks.Contains(12), marks.Contains(11), marks.HighestId));
    }

    [Fact]
    public void Ids_far_apart_are_told_apart()
    {
        var marks = ObjectMarks.Of(Objects((NodeType.Object, "Session", 9), (NodeType.Object, "Session", 4_000_000_001)));

        Assert.True(marks.Contains(4_000_000_001));
        Assert.False(marks.Contains(4_000_000_003));
        Assert.Equal(4_000_000_001, marks.HighestId);
    }

    [Fact]
    public void The_same_objects_agree_when_the_graphs_are_gone()
    {
        HeapGraph first = Objects((NodeType.Object, "Session", 9), (NodeType.String, "text", 11));
        HeapGraph second = Objects((NodeType.String, "text", 11), (NodeType.Object, "Session", 9), (NodeType.Object, "Session", 13));
        (ObjectMarks before, ObjectMarks after) = (ObjectMarks.Of(first), ObjectMarks.Of(second));
        first.Dispose();
        second.Dispose();

        Assert.Equal(0, before.Compare(after).Different);
    }

    [Theory]
    [InlineData(NodeType.Object, "Order", 1)]
    [InlineData(NodeType.Closure, "Session", 1)]
    [InlineData(NodeType.Object, "Session", 0)]
    public void Another_object_under_an_id_is_counted(NodeType type, string name, long different) =>
        Assert.Equal(different, ObjectMarks.Of(Objects((NodeType.Object, "Session", 9))).Compare(ObjectMarks.Of(Objects((type, name, 9)))).Different);

    [Fact]
    public void A_joined_string_may_become_a_flat_one() =>
        Assert.Equal(0, ObjectMarks.Of(Objects((NodeType.ConsString, "", 9))).Compare(ObjectMarks.Of(Objects((NodeType.String, "joined", 9)))).Different);

    static HeapGraph Objects(params (NodeType Type, string Name, uint Id)[] objects)
    {
        var sketch = new GraphSketch();
        foreach ((NodeType type, string name, uint id) in objects)
            sketch.Link(0, EdgeType.Property, $"of{id}", sketch.Add(type, name, 8, id));
        return sketch.Build();
    }
}
