using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// One short path from the root to every node, over edges that hold. Paths that are true but tell nothing (through the module
/// cache, the stack, handle scopes, V8's own roots) are only taken where there is no other.
/// </summary>
public sealed class RootPaths
{
    const int Levels = 4;

    readonly HeapGraph graph;
    readonly int[] viaEdge;

    RootPaths(HeapGraph graph, int[] viaEdge)
    {
        this.graph = graph;
        this.viaEdge = viaEdge;
    }

    /// <summary>Searches the graph breadth first, level of preference by level.</summary>
    public static RootPaths Build(HeapGraph graph, EphemeronEdges ephemerons)
    {
        var search = new Search(graph, ephemerons);
        for (int level = 0; level < Levels; level++)
            search.Run(level);
        search.ViaEdge[0] = -1;
        return new(graph, search.ViaEdge);
    }

    /// <summary>Whether anything holds the node.</summary>
    public bool Reaches(NodeIndex node) => node.Value == 0 || viaEdge[node.Value] >= 0;

    /// <summary>The edge by which the path enters a node; <see langword="null"/> for the root and for nodes that nothing holds.</summary>
    public HeapEdge? EdgeTo(NodeIndex node) => viaEdge[node.Value] is >= 0 and var edge ? graph[new EdgeIndex(edge)] : null;

    /// <summary>The node before a node on its path.</summary>
    public NodeIndex ParentOf(NodeIndex node) => viaEdge[node.Value] is >= 0 and var edge ? graph.SourceOf(new(edge)) : NodeIndex.None;

    /// <summary>The edges of the path from the root to a node, first to last.</summary>
    public List<HeapEdge> PathTo(NodeIndex node)
    {
        var path = new List<HeapEdge>();
        while (EdgeTo(node) is { } edge)
        {
            path.Add(edge);
            node = ParentOf(node);
        }
        path.Reverse();
        return path;
    }

    // Each node is waited for once, so the queue is a column in which both ends move on.
    sealed class Search
    {
        readonly HeapGraph graph;
        readonly EphemeronEdges ephemerons;
        readonly PathPreference preference;
        readonly List<int>[] waiting = [.. Enumerable.Range(0, Levels).Select(_ => new List<int>())];
        readonly int[] queue;
        int first;
        int end;

        internal Search(HeapGraph graph, EphemeronEdges ephemerons)
        {
            this.graph = graph;
            this.ephemerons = ephemerons;
            preference = new(graph);
            queue = new int[graph.NodeCount];
            ViaEdge = new int[graph.NodeCount];
            ViaEdge.AsSpan().Fill(-1);
            // The root is entered by no edge; until all is done it counts as reached.
            ViaEdge[0] = 0;
            end = 1;
        }

        internal int[] ViaEdge { get; }

        internal void Run(int level)
        {
            ReadOnlySpan<int> firstEdge = graph.FirstEdge.Span;
            ReadOnlySpan<uint> targets = graph.EdgeTargets.Span;
            ReadOnlySpan<uint> labels = graph.EdgeLabels.Span;
            bool anyEphemerons = ephemerons.Any;
            foreach (int edge in waiting[level])
                Take(edge, PackedEdge.NodeOf(targets[edge]));
            while (first < end)
            {
                int node = queue[first++];
                bool plain = preference.IsPlain(node);
                for (int edge = firstEdge[node]; edge < firstEdge[node + 1]; edge++)
                {
                    int target = PackedEdge.NodeOf(targets[edge]);
                    if (ViaEdge[target] >= 0)
                        continue;
                    EdgeType type = PackedEdge.TypeOf(labels[edge]);
                    if (type == EdgeType.Weak || (type == EdgeType.Shortcut && node != 0) || (anyEphemerons && ephemerons.IsTablePart(edge)))
                        continue;
                    int wanted = plain ? 0 : preference.LevelOf(edge, node);
                    if (wanted <= level)
                        Take(edge, target);
                    else
                        waiting[wanted].Add(edge);
                }
            }
        }

        void Take(int edge, int target)
        {
            if (ViaEdge[target] >= 0)
                return;
            ViaEdge[target] = edge;
            queue[end++] = target;
        }
    }
}
