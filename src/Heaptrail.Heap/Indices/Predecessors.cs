using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Essential edges by target, in preorder numbers: what the pass over semidominators reads, one after the other, from the end. It
/// lives only as long as that pass.
/// </summary>
sealed class Predecessors
{
    Predecessors(int[] first, int[] sources)
    {
        First = first;
        Sources = sources;
    }

    /// <summary>Where the predecessors of each number begin.</summary>
    internal int[] First { get; }

    /// <summary>Numbers of the nodes that the edges lead from; a node's own number where it was not reached.</summary>
    internal int[] Sources { get; }

    /// <summary>Number of essential edges that lead to each node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int[] Count(HeapGraph graph, EdgeSet essential)
    {
        int[] targets = graph.EdgeTargets;
        int[] degrees = new int[graph.NodeCount];
        for (int edge = 0; edge < targets.Length; edge++)
        {
            if (essential[edge])
                degrees[targets[edge]]++;
        }
        return degrees;
    }

    /// <summary>Sorts the edges. The array of degrees is used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Predecessors Build(HeapGraph graph, EdgeSet essential, DepthFirstSearch search, int[] degrees, int reached)
    {
        int[] number = search.Number;
        int[] order = search.Order;
        int[] firstEdge = graph.FirstEdge;
        int[] targets = graph.EdgeTargets;
        int[] first = GC.AllocateUninitializedArray<int>(reached + 1);
        int sum = 0;
        for (int w = 0; w < reached; w++)
        {
            first[w] = sum;
            int node = order[w];
            sum += degrees[node];
            degrees[node] = first[w];
        }
        first[reached] = sum;
        int[] sources = GC.AllocateUninitializedArray<int>(sum);
        for (int node = 0; node < number.Length; node++)
        {
            int from = number[node];
            int end = firstEdge[node + 1];
            for (int edge = firstEdge[node]; edge < end; edge++)
            {
                int target = targets[edge];
                if (essential[edge] && number[target] < reached)
                    sources[degrees[target]++] = from < reached ? from : number[target];
            }
        }
        return new(first, sources);
    }
}
