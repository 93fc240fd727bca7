using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Embedder nodes that are detached from their tree. The embedder marks some; the mark spreads along strong edges through native
/// nodes, attached first, as in Chrome DevTools, which puts "Detached " before the names of what is left.
/// </summary>
static class DetachedNodes
{
    const byte Attached = 1;
    const byte Detached = 2;

    static readonly ConditionalWeakTable<HeapGraph, HashSet<int>> found = [];
    static readonly HashSet<int> none = [];

    /// <summary>The detached nodes of a graph; searched once, because every name of a native node asks for them.</summary>
    internal static HashSet<int> Of(HeapGraph graph) => graph.Detachedness.Count == 0 ? none : found.GetValue(graph, graph => Spread(graph).Named);

    /// <summary>The state of each node that has one, 1 attached and 2 detached, after the marks have spread.</summary>
    internal static Dictionary<int, byte> States(HeapGraph graph) => Spread(graph).States;

    static (HashSet<int> Named, Dictionary<int, byte> States) Spread(HeapGraph graph)
    {
        var named = new HashSet<int>();
        if (graph.Detachedness.Count == 0)
            return (named, []);
        var state = new Dictionary<int, byte>(graph.Detachedness);
        var visited = new HashSet<int>();
        var attached = new Stack<int>();
        var detached = new Stack<int>();
        foreach (int node in state.Keys.Order().ToArray())
            Process(node, state[node]);
        while (attached.TryPop(out int node))
            Spread(node, Attached);
        while (detached.TryPop(out int node))
        {
            if (state[node] != Attached)
                Spread(node, Detached);
        }
        return (named, state);

        void Process(int node, byte next)
        {
            if (!visited.Add(node) || graph.NodeTypes[node] != NodeType.Native)
                return;
            state[node] = next;
            if (next == Attached)
                attached.Push(node);
            else if (next == Detached && named.Add(node))
                detached.Push(node);
        }

        void Spread(int node, byte next)
        {
            foreach (HeapEdge edge in graph[new NodeIndex(node)].Edges)
            {
                if (edge.Type is not (EdgeType.Hidden or EdgeType.Weak))
                    Process(edge.TargetIndex.Value, next);
            }
        }
    }
}
