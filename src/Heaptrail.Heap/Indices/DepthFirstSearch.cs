using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Numbers nodes in depth-first order over essential edges, with an explicit stack: a list of a million nodes is a million deep.</summary>
sealed class DepthFirstSearch(HeapGraph graph, EdgeSet essential)
{

    /// <summary>For each number where to go on with the edges of its node.</summary>
    internal int[] NextEdge { get; } = GC.AllocateUninitializedArray<int>(graph.NodeCount);

    /// <summary>Nodes numbered so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Number of each node; -1 while not reached.</summary>
    internal int[] Number { get; } = Unnumbered(graph.NodeCount);

    /// <summary>Node of each number.</summary>
    internal int[] Order { get; } = GC.AllocateUninitializedArray<int>(graph.NodeCount);

    /// <summary>Number of the parent in the search tree, for each number.</summary>
    internal int[] Parent { get; } = GC.AllocateUninitializedArray<int>(graph.NodeCount);

    /// <summary>Searches from a node that is not numbered yet; it hangs under the root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(int start)
    {
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        int[] number = Number;
        int[] order = Order;
        int[] parent = Parent;
        int[] nextEdge = NextEdge;
        int count = Count;
        int bottom = count;
        int top = count;
        Visit(start, 0);
        count++;
        int edge = first[start];
        int end = first[start + 1];
        while (true)
        {
            while (edge < end && (number[targets[edge]] >= 0 || !essential[edge]))
                edge++;
            if (edge < end)
            {
                int node = targets[edge];
                nextEdge[top] = edge + 1;
                number[node] = count;
                order[count] = node;
                parent[count] = top;
                top = count++;
                edge = first[node];
                end = first[node + 1];
                continue;
            }
            if (top == bottom)
                break;
            top = parent[top];
            edge = nextEdge[top];
            end = first[order[top] + 1];
        }
        Count = count;
    }

    /// <summary>Numbers what no search reached, each node by itself under the root.</summary>
    internal void TakeUnreached()
    {
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (Number[node] < 0)
            {
                Visit(node, 0);
                Count++;
            }
        }
    }

    void Visit(int node, int parent)
    {
        Number[node] = Count;
        Order[Count] = node;
        Parent[Count] = parent;
    }

    static int[] Unnumbered(int count)
    {
        int[] numbers = GC.AllocateUninitializedArray<int>(count);
        numbers.AsSpan().Fill(-1);
        return numbers;
    }
}
