using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// The edges that count for dominators, by the rules of Chrome DevTools. Not essential are: weak edges; edges from a node to
/// itself; shortcuts that do not start at the root; a WeakMap entry's edge from the table; and edges from nodes that the user's
/// program does not reach into those that it does, so that handles and the debugger never hold what the program holds.
/// </summary>
static class EssentialEdges
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static EdgeSet Find(HeapGraph graph, EphemeronEdges ephemerons)
    {
        bool[] pageObjects = PageObjects.Find(graph);
        var essential = new EdgeSet(graph.EdgeCount);
        EdgeType[] types = graph.EdgeTypes;
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        bool anyEphemerons = ephemerons.Any;
        ulong word = 0;
        for (int node = 0; node < first.Length - 1; node++)
        {
            bool isPageObject = pageObjects[node] | node == 0;
            int end = first[node + 1];
            for (int edge = first[node]; edge < end; edge++)
            {
                EdgeType type = types[edge];
                int target = targets[edge];
                bool holds = type != EdgeType.Weak & target != node & (type != EdgeType.Shortcut | node == 0) & (isPageObject | !pageObjects[target]);
                if (anyEphemerons && type == EdgeType.Internal && ephemerons.IsTablePart(edge, node))
                    holds = false;
                word |= (holds ? 1UL : 0UL) << (edge & 63);
                if ((edge & 63) == 63)
                {
                    essential.SetWord(edge & ~63, word);
                    word = 0;
                }
            }
        }
        if ((graph.EdgeCount & 63) != 0)
            essential.SetWord(graph.EdgeCount & ~63, word);
        return essential;
    }
}
