using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The nodes that the user's program can reach: from the globals that the root points at with shortcut edges, over all edges that
/// are not weak. The rule is that of Chrome DevTools, where the flag is called pageObject.
/// </summary>
static class PageObjects
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool[] Find(HeapGraph graph)
    {
        bool[] found = new bool[graph.NodeCount];
        // A node is pushed once, so the stack never holds more than all of them.
        int[] stack = GC.AllocateUninitializedArray<int>(graph.NodeCount);
        int depth = 0;
        for (int edge = graph.FirstEdge[0]; edge < graph.FirstEdge[1]; edge++)
        {
            int target = graph.EdgeTargets[edge];
            EdgeType type = graph.EdgeTypes[edge];
            if (!found[target] && (type == EdgeType.Shortcut || (type == EdgeType.Element && UserRoots.IsDocumentRoot(graph, target))))
            {
                stack[depth++] = target;
                found[target] = true;
            }
        }
        EdgeType[] types = graph.EdgeTypes;
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        while (depth > 0)
        {
            int node = stack[--depth];
            int end = first[node + 1];
            for (int edge = first[node]; edge < end; edge++)
            {
                int target = targets[edge];
                if (!found[target] && types[edge] != EdgeType.Weak)
                {
                    found[target] = true;
                    stack[depth++] = target;
                }
            }
        }
        return found;
    }
}
