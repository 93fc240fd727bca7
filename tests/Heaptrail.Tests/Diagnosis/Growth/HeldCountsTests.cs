using Heaptrail.Diagnosis.Growth;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Growth;

public sealed class HeldCountsTests
{
    // More objects than a store is walked for share one store of more edges than a small one has.
    const int Holders = 20;
    const int Members = 200;

    [Fact]
    public void Every_object_holds_as_many_as_when_it_is_asked_alone()
    {
        HeapGraph graph = ArraysOfOneStore();
        IdTable counts = HeldCounts.Of(graph);
        for (int i = 0; i < graph.NodeCount; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.HasName("Array"u8))
                Assert.Equal((Members, Members), ((int)counts[node.Id], (int)HeldObjects.Count(graph, node.Index)!.Value));
        }
    }

    static HeapGraph ArraysOfOneStore()
    {
        var sketch = new GraphSketch();
        uint id = 1;
        int store = sketch.Add(NodeType.Array, "", 8, id += 2);
        for (int i = 0; i < Members; i++)
            sketch.Link(store, EdgeType.Internal, $"{i}", sketch.Add(NodeType.Object, "Session", 8, id += 2));
        for (int i = 0; i < Holders; i++)
        {
            int array = sketch.Add(NodeType.Object, "Array", 8, id += 2);
            sketch.Link(0, EdgeType.Property, $"array{i}", array);
            sketch.Link(array, EdgeType.Internal, "elements", store);
        }
        return sketch.Build();
    }
}
