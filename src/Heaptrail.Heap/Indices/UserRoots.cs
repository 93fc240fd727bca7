using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Which children of the root belong to the user: everything that is not synthetic, and a browser's documents.</summary>
static class UserRoots
{
    internal static bool IsUserRoot(HeapGraph graph, int node) => graph.NodeTypes[node] != NodeType.Synthetic || IsDocumentRoot(graph, node);

    internal static bool IsDocumentRoot(HeapGraph graph, int node) =>
        graph.NodeTypes[node] == NodeType.Synthetic && graph.Strings.Equals(graph.NodeNames[node], "(Document DOM trees)"u8);

    /// <summary>False for snapshots that were captured with V8's internals exposed: those show all memory as it lies.</summary>
    internal static bool Any(HeapGraph graph)
    {
        for (int edge = graph.FirstEdge[0]; edge < graph.FirstEdge[1]; edge++)
        {
            if (IsUserRoot(graph, graph.TargetOf(edge)))
                return true;
        }
        return false;
    }
}
