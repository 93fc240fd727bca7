using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>Finds nodes.</summary>
public static class NodeSearch
{
    /// <summary>The node with an id of V8's; <see cref="NodeIndex.None"/> when there is none. Linear.</summary>
    public static NodeIndex ById(HeapGraph graph, long id)
    {
        for (int i = 0; i < graph.NodeCount; i++)
        {
            if (graph.NodeIds[i] == id)
                return new(i);
        }
        return NodeIndex.None;
    }
}
