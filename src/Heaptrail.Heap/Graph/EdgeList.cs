namespace Heaptrail.Heap.Graph;

/// <summary>A run of edges, to be used in <c>foreach</c>. Compiles to array reads.</summary>
public readonly struct EdgeList
{
    readonly HeapGraph graph;
    readonly int begin;
    readonly int end;

    internal EdgeList(HeapGraph graph, int begin, int end)
    {
        this.graph = graph;
        this.begin = begin;
        this.end = end;
    }

    /// <summary>Number of edges.</summary>
    public int Count => end - begin;

    /// <summary>Starts at the first edge.</summary>
    public Enumerator GetEnumerator() => new(graph, begin, end);

    /// <summary>Walks over the edges.</summary>
    public struct Enumerator
    {
        readonly HeapGraph graph;
        readonly int end;
        int current;

        internal Enumerator(HeapGraph graph, int begin, int end)
        {
            this.graph = graph;
            this.end = end;
            current = begin - 1;
        }

        /// <summary>The edge under the cursor.</summary>
        public readonly HeapEdge Current => new(graph, new(current));

        /// <summary>Steps to the next edge.</summary>
        public bool MoveNext() => ++current < end;
    }
}
