using System.Globalization;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>Makes readers of what a query asks of edges, and of the nodes at their ends.</summary>
sealed class EdgeReaderFactory(IndexedHeap heap, ReaderFactory nodes)
{
    readonly Lazy<EdgeSources> sources = new(() => new EdgeSources(heap.Graph));

    internal Reader For(QueryExpression expression) => expression switch
    {
        EndExpression { End: var end, Of: var of } => new SteppingReader(nodes.For(of), StepTo(end)),
        EdgeExpression { Field: EdgeField.Name } => new EdgeNameReader(heap.Graph),
        EdgeExpression { Field: EdgeField.Type } => new EdgeTypeReader(heap.Graph),
        EdgeExpression { Field: EdgeField.Essential } => new NumberReader(QueryUnit.Flag, edge => heap.IsEssential(new(edge)) ? 1 : 0),
        _ => throw new InvalidOperationException(expression.Title),
    };

    /// <summary>The node at one end of an edge.</summary>
    internal Func<int, int> StepTo(EdgeField end)
    {
        if (end == EdgeField.To)
            return heap.Graph.TargetOf;
        EdgeSources known = sources.Value;
        return known.Of;
    }
}

/// <summary>
/// The nodes that edges lead from. The graph only knows the first edge of each node; a search among all nodes for each of many million
/// edges misses the cache twenty times, so every 64th edge is looked up beforehand.
/// </summary>
sealed class EdgeSources
{
    const int Shift = 6;

    readonly HeapGraph graph;
    readonly int[] sources;

    internal EdgeSources(HeapGraph graph)
    {
        this.graph = graph;
        sources = new int[(graph.EdgeCount >> Shift) + 2];
        int node = 0;
        for (int block = 0; (long)block << Shift < graph.EdgeCount; block++)
        {
            while (graph.FirstEdge[node + 1] <= block << Shift)
                node++;
            sources[block] = node;
        }
        for (int block = (graph.EdgeCount + (1 << Shift) - 1) >> Shift; block < sources.Length; block++)
            sources[block] = int.Max(graph.NodeCount - 1, 0);
    }

    internal int Of(int edge)
    {
        int low = sources[edge >> Shift];
        int high = sources[(edge >> Shift) + 1];
        while (low < high)
        {
            int middle = (int)(((long)low + high + 1) >> 1);
            if (graph.FirstEdge[middle] <= edge)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}

/// <summary>Types of edges in V8's words.</summary>
sealed class EdgeTypeReader(HeapGraph graph) : TextReader
{
    internal override int KeyLimit => 8;

    internal override long KeyOf(int row) => (long)graph.TypeOf(row);

    protected override string TextOf(long key) => ((EdgeType)key).Word();
}

/// <summary>Names of edges: the key is the index of the string, and beyond all strings the number of an element or hidden field.</summary>
sealed class EdgeNameReader(HeapGraph graph) : TextReader
{
    internal override int KeyLimit => graph.Strings.Count;

    internal override long KeyOf(int row) =>
        graph.TypeOf(row).IsIndexed() ? graph.Strings.Count + (long)unchecked((uint)graph.NameOf(row)) : graph.NameOf(row);

    // V8 names the slots of weak arrays by their number in digits: they are equal to those of other arrays.
    internal override IReadOnlyDictionary<long, long>? Aliases(IEnumerable<long> keys)
    {
        var aliases = new Dictionary<long, long>();
        foreach (long key in keys)
        {
            if (key != Missing && key < graph.Strings.Count && uint.TryParse(graph.Strings.Raw((int)key), NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                && TextOf(graph.Strings.Count + (long)number) == TextOf(key))
            {
                aliases[key] = graph.Strings.Count + (long)number;
            }
        }
        return aliases;
    }

    protected override Func<long, bool> TestOne(QueryOperator comparison, QueryLiteral right)
    {
        var test = new TextTest(comparison, right);
        return key => key < graph.Strings.Count ? test.Holds(graph.Strings, (int)key) : test.Holds(TextOf(key));
    }

    protected override string TextOf(long key) =>
        key < graph.Strings.Count ? graph.Strings[(int)key] : (key - graph.Strings.Count).ToString(CultureInfo.InvariantCulture);
}
