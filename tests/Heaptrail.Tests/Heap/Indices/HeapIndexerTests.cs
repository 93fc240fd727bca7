using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Heap.Indices;

/// <summary>What two threads compute side by side is what one computes after the other.</summary>
public sealed class HeapIndexerTests
{
    [Fact]
    public void Views_made_beside_the_dominators_are_those_made_afterwards()
    {
        // Two thirds of the stores are shared and do not count: a thread that is too early sees them all.
        var sketch = new GraphSketch();
        for (int i = 0; i < 3000; i++)
        {
            int array = sketch.Add(NodeType.Object, "Array", 16);
            int store = sketch.Add(NodeType.Array, "(object elements)", 100);
            sketch.Link(0, EdgeType.Element, $"{i + 1}", array);
            sketch.Link(array, EdgeType.Internal, "elements", store);
            if (i % 3 > 0)
                sketch.Link(0, EdgeType.Element, $"{i + 10_000}", store);
        }
        using HeapGraph graph = sketch.Build();
        IndexedHeap after = IndexedHeap.Build(graph, TestContext.Current.CancellationToken);
        HeapStatistics expected = after.Frequent.Statistics;
        IReadOnlyList<SummaryRow> rows = after.Frequent.Summary;
        Assert.Equal((3000 * 16) + (1000 * 100), expected.ArrayBytes);

        for (int i = 0; i < 200; i++)
        {
            IndexedHeap beside = HeapIndexer.Build(graph, null, withViews: true, TestContext.Current.CancellationToken);
            Assert.Equal(expected, beside.Frequent.Statistics);
            Assert.Equal(rows, beside.Frequent.Summary);
        }
    }
}
