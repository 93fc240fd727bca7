using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Reverse edges: for each node the edges that lead to it, in file order. What is stored are the nodes that they leave, in the
/// numbers of the depth-first order, as the computation of dominators reads them; the edge itself is found among those of its node.
/// </summary>
public sealed class RetainerIndex : IDisposable
{
    readonly HubEdges hubs;

    internal RetainerIndex(HeapGraph graph, Column<int> number, Column<int> order, Column<int> first, Column<uint> sources)
    {
        Graph = graph;
        Number = number;
        Order = order;
        First = first;
        Sources = sources;
        hubs = new(graph);
    }

    internal HeapGraph Graph { get; }

    /// <summary>Number of each node.</summary>
    internal Column<int> Number { get; }

    /// <summary>Node of each number.</summary>
    internal Column<int> Order { get; }

    /// <summary>By number of the target where its sources begin.</summary>
    internal Column<int> First { get; }

    /// <summary>Numbers of sources, with the bits of <see cref="PackedEdge"/> above.</summary>
    internal Column<uint> Sources { get; }

    /// <summary>The edges that lead to a node, weak ones included.</summary>
    public RetainerList this[NodeIndex node]
    {
        get
        {
            int number = Number[node.Value];
            return new(this, node, Sources.Slice(First[number], First[number + 1] - First[number]));
        }
    }

    /// <summary>Sorts all edges by target, and marks those that are not essential. Linear.</summary>
    internal static RetainerIndex Build(HeapGraph graph, DepthFirstSearch search, CancellationToken cancel)
    {
        // The search is over, its column of edges is free.
        Span<int> next = search.NextEdge.Span;
        Column<int> first = graph.Memory.Allocate<int>(graph.NodeCount + 1);
        next.Clear();
        const int EdgesOfChunk = Chunks.Size * 4;
        for (int begin = 0; begin < graph.EdgeCount; begin += Math.Min(EdgesOfChunk, graph.EdgeCount - begin))
        {
            cancel.ThrowIfCancellationRequested();
            CountByTarget(graph.EdgeTargets.Span.Slice(begin, Math.Min(EdgesOfChunk, graph.EdgeCount - begin)), next);
        }
        SumUp(search.Order.Span, next, first.Span);
        Column<uint> sources = graph.Memory.Allocate<uint>(graph.EdgeCount);
        for (int begin = 0, end; begin < graph.NodeCount; begin = end)
        {
            end = Chunks.EndOf(begin, graph.NodeCount, cancel);
            Deal(graph, search, begin, end, next, sources.Span);
        }
        return new(graph, search.Number, search.Order, first, sources);
    }

    static void CountByTarget(ReadOnlySpan<uint> targets, Span<int> counts)
    {
        foreach (uint target in targets)
            counts[PackedEdge.NodeOf(target)]++;
    }

    // From how many edges lead to each node to where its first one goes.
    static void SumUp(ReadOnlySpan<int> order, Span<int> next, Span<int> first)
    {
        int sum = 0;
        for (int w = 0; w < order.Length; w++)
        {
            ref int count = ref next[order[w]];
            first[w] = sum;
            (count, sum) = (sum, sum + count);
        }
        first[order.Length] = sum;
    }

    static void Deal(HeapGraph graph, DepthFirstSearch search, int begin, int endNode, Span<int> next, Span<uint> sources)
    {
        Span<uint> targets = graph.EdgeTargets.Span;
        ReadOnlySpan<int> firstEdge = graph.FirstEdge.Span;
        ReadOnlySpan<int> number = search.Number.Span;
        NodeSet pageObjects = search.PageObjects;
        for (int node = begin; node < endNode; node++)
        {
            uint from = (uint)number[node];
            bool isForeign = node != 0 && !pageObjects[node];
            int end = firstEdge[node + 1];
            for (int edge = firstEdge[node]; edge < end; edge++)
            {
                ref uint target = ref targets[edge];
                int to = PackedEdge.NodeOf(target);
                if ((isForeign && pageObjects[to]) || to == node)
                    target |= PackedEdge.Inessential;
                sources[next[to]++] = from | (target & ~(uint)PackedEdge.MaxNodes);
            }
        }
    }

    /// <summary>The edge that one entry of a node's list stands for.</summary>
    /// <param name="source">The node that it leaves.</param>
    /// <param name="target">The node that it leads to.</param>
    /// <param name="place">How many entries of the list come from the same source before it.</param>
    internal int EdgeBetween(int source, int target, int place) => hubs.Find(source, target, place);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Number.Dispose();
        First.Dispose();
        Sources.Dispose();
    }
}
