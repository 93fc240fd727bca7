using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The nodes that the user's program can reach: from the globals that the root points at with shortcut edges, over all edges that
/// are not weak. The rule is that of Chrome DevTools, where the flag is called pageObject.
/// </summary>
static class PageObjects
{
    internal static bool[] Find(HeapGraph graph)
    {
        var found = new bool[graph.NodeCount];
        var stack = new Stack<int>();
        for (int edge = graph.FirstEdge[0]; edge < graph.FirstEdge[1]; edge++)
        {
            int target = graph.EdgeTargets[edge];
            EdgeType type = graph.EdgeTypes[edge];
            if (type == EdgeType.Shortcut || (type == EdgeType.Element && UserRoots.IsDocumentRoot(graph, target)))
            {
                found[target] = true;
                stack.Push(target);
            }
        }
        EdgeType[] types = graph.EdgeTypes;
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        while (stack.TryPop(out int node))
        {
            int end = first[node + 1];
            for (int edge = first[node]; edge < end; edge++)
            {
                int target = targets[edge];
                if (!found[target] && types[edge] != EdgeType.Weak)
                {
                    found[target] = true;
                    stack.Push(target);
                }
            }
        }
        return found;
    }
}
