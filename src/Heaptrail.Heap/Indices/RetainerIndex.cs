using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>Reverse edges: for each node the edges that lead to it, in file order.</summary>
public sealed class RetainerIndex
{
    readonly HeapGraph graph;
    readonly int[] first;
    readonly int[] edges;

    RetainerIndex(HeapGraph graph, int[] first, int[] edges)
    {
        this.graph = graph;
        this.first = first;
        this.edges = edges;
    }

    /// <summary>Sorts all edges by target. Linear.</summary>
    public static RetainerIndex Build(HeapGraph graph)
    {
        ReadOnlySpan<int> targets = graph.EdgeTargets;
        int[] first = new int[graph.NodeCount + 1];
        foreach (int target in targets)
            first[target + 1]++;
        for (int i = 0; i < graph.NodeCount; i++)
            first[i + 1] += first[i];
        int[] edges = GC.AllocateUninitializedArray<int>(graph.EdgeCount);
        // first[t] runs ahead while edges are dealt out; afterwards every entry has moved one place and is moved back.
        for (int edge = 0; edge < targets.Length; edge++)
            edges[first[targets[edge]]++] = edge;
        first.AsSpan(0, graph.NodeCount).CopyTo(first.AsSpan(1));
        first[0] = 0;
        return new(graph, first, edges);
    }

    /// <summary>The edges that lead to a node, weak ones included.</summary>
    public RetainerList this[NodeIndex node] => new(graph, edges.AsSpan(first[node.Value], first[node.Value + 1] - first[node.Value]));

    internal ReadOnlySpan<int> EdgesTo(int node) => edges.AsSpan(first[node], first[node + 1] - first[node]);
}

/// <summary>The edges that lead to one node, to be used in <c>foreach</c>.</summary>
public readonly ref struct RetainerList
{
    readonly HeapGraph graph;
    readonly ReadOnlySpan<int> edges;

    internal RetainerList(HeapGraph graph, ReadOnlySpan<int> edges)
    {
        this.graph = graph;
        this.edges = edges;
    }

    /// <summary>Number of edges.</summary>
    public int Count => edges.Length;

    /// <summary>Edge at a place in the list.</summary>
    public HeapEdge this[int index] => new(graph, new(edges[index]));

    /// <summary>Starts at the first edge.</summary>
    public Enumerator GetEnumerator() => new(graph, edges);

    /// <summary>Walks over the edges.</summary>
    public ref struct Enumerator
    {
        readonly HeapGraph graph;
        readonly ReadOnlySpan<int> edges;
        int current;

        internal Enumerator(HeapGraph graph, ReadOnlySpan<int> edges)
        {
            this.graph = graph;
            this.edges = edges;
            current = -1;
        }

        /// <summary>The edge under the cursor.</summary>
        public readonly HeapEdge Current => new(graph, new(edges[current]));

        /// <summary>Steps to the next edge.</summary>
        public bool MoveNext() => ++current < edges.Length;
    }
}
