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
        var preference = new PathPreference(graph);
        var viaEdge = new int[graph.NodeCount];
        viaEdge.AsSpan().Fill(-1);
        var reached = new bool[graph.NodeCount];
        var waiting = new Queue<int>[Levels];
        for (int level = 0; level < Levels; level++)
            waiting[level] = new();
        var queue = new Queue<int>();
        reached[0] = true;
        queue.Enqueue(0);
        for (int level = 0; level < Levels; level++)
        {
            while (waiting[level].TryDequeue(out int edge))
                Take(edge);
            Drain(level);
        }
        return new(graph, viaEdge);

        void Drain(int level)
        {
            while (queue.TryDequeue(out int node))
            {
                bool plain = preference.IsPlain(node);
                for (int edge = graph.FirstEdge[node]; edge < graph.FirstEdge[node + 1]; edge++)
                {
                    if (reached[graph.TargetOf(edge)] || graph.TypeOf(edge) == EdgeType.Weak || ephemerons.IsTablePart(edge)
                        || (node != 0 && graph.TypeOf(edge) == EdgeType.Shortcut))
                    {
                        continue;
                    }
                    int wanted = plain ? 0 : preference.LevelOf(edge, node);
                    if (wanted <= level)
                        Take(edge);
                    else
                        waiting[wanted].Enqueue(edge);
                }
            }
        }

        void Take(int edge)
        {
            int target = graph.TargetOf(edge);
            if (reached[target])
                return;
            reached[target] = true;
            viaEdge[target] = edge;
            queue.Enqueue(target);
        }
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
}
