using System.Collections;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The edges that count for dominators, by the rules of Chrome DevTools. Not essential are: weak edges; edges from a node to
/// itself; shortcuts that do not start at the root; a WeakMap entry's edge from the table; and edges from nodes that the user's
/// program does not reach into those that it does, so that handles and the debugger never hold what the program holds.
/// </summary>
static class EssentialEdges
{
    internal static BitArray Find(HeapGraph graph, EphemeronEdges ephemerons)
    {
        bool[] pageObjects = PageObjects.Find(graph);
        var essential = new BitArray(graph.EdgeCount);
        EdgeType[] types = graph.EdgeTypes;
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        for (int node = 0; node < graph.NodeCount; node++)
        {
            bool isPageObject = pageObjects[node];
            int end = first[node + 1];
            for (int edge = first[node]; edge < end; edge++)
            {
                EdgeType type = types[edge];
                int target = targets[edge];
                bool holds = type != EdgeType.Weak
                    && target != node
                    && (node == 0 || (type != EdgeType.Shortcut && (isPageObject || !pageObjects[target])))
                    && !(type == EdgeType.Internal && ephemerons.IsTablePart(edge, node));
                if (holds)
                    essential[edge] = true;
            }
        }
        return essential;
    }
}
