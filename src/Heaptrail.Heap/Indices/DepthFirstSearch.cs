using System.Collections;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Numbers nodes in depth-first order over essential edges, with an explicit stack: a list of a million nodes is a million deep.</summary>
sealed class DepthFirstSearch(HeapGraph graph, BitArray essential)
{
    readonly int[] nextEdge = new int[graph.NodeCount];

    /// <summary>Nodes numbered so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Number of each node; -1 while not reached.</summary>
    internal int[] Number { get; } = Unnumbered(graph.NodeCount);

    /// <summary>Node of each number.</summary>
    internal int[] Order { get; } = new int[graph.NodeCount];

    /// <summary>Number of the parent in the search tree, for each number.</summary>
    internal int[] Parent { get; } = new int[graph.NodeCount];

    /// <summary>Searches from a node that is not numbered yet; it hangs under the root.</summary>
    internal void Run(int start)
    {
        int[] targets = graph.EdgeTargets;
        int[] first = graph.FirstEdge;
        int top = Visit(start, 0);
        int bottom = top;
        while (true)
        {
            int node = Order[top];
            int end = first[node + 1];
            int edge = nextEdge[node];
            while (edge < end && (Number[targets[edge]] >= 0 || !essential[edge]))
                edge++;
            if (edge < end)
            {
                nextEdge[node] = edge + 1;
                top = Visit(targets[edge], top);
                continue;
            }
            nextEdge[node] = end;
            if (top == bottom)
                return;
            top = Parent[top];
        }
    }

    /// <summary>Numbers what no search reached, each node by itself under the root.</summary>
    internal void TakeUnreached()
    {
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (Number[node] < 0)
                Visit(node, 0);
        }
    }

    int Visit(int node, int parent)
    {
        int number = Count++;
        Number[node] = number;
        Order[number] = node;
        Parent[number] = parent;
        nextEdge[node] = graph.FirstEdge[node];
        return number;
    }

    static int[] Unnumbered(int count)
    {
        var numbers = new int[count];
        numbers.AsSpan().Fill(-1);
        return numbers;
    }
}
