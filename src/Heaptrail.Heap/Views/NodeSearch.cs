using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>Finds nodes.</summary>
public static class NodeSearch
{
    /// <summary>The node with an id of V8's; <see cref="NodeIndex.None"/> when there is none. Linear, some milliseconds for millions.</summary>
    public static NodeIndex ById(HeapGraph graph, long id) =>
        id is >= 0 and <= uint.MaxValue ? new(graph.NodeIds.Span.IndexOf((uint)id)) : NodeIndex.None;
}
