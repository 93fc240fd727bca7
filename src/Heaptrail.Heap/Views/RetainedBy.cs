using System.Collections;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The nodes that only things of one kind hold: those that no path from the root reaches without one of them. The filters of the
/// Summary of Chrome DevTools, by the same rules; they follow all edges that are not weak, so that handles count as well.
/// </summary>
public static class RetainedBy
{
    /// <summary>Finds the nodes. Linear.</summary>
    public static Predicate<NodeIndex> Find(IndexedHeap heap, RetainerKind kind)
    {
        BitArray reached = kind switch
        {
            RetainerKind.Contexts => Reach(heap, WithoutNodes(IsContext(heap.Graph))),
            RetainerKind.Detached => Reach(heap, WithoutNodes(Detached(heap.Graph))),
            RetainerKind.EventHandlers => Reach(heap, WithoutNodes(EventHandlers(heap.Graph))),
            _ => Reach(heap, (source, edge) => source.Type != NodeType.Synthetic || !IsOfConsole(edge)),
        };
        return node => !reached[node.Value] && heap.Distances[node] != DistanceIndex.Unreachable;
    }

    static Func<HeapNode, HeapEdge, bool> WithoutNodes(BitArray nodes) => (_, edge) => !nodes[edge.TargetIndex.Value];

    static BitArray Reach(IndexedHeap heap, Func<HeapNode, HeapEdge, bool> follow)
    {
        var reached = new BitArray(heap.Graph.NodeCount);
        var queue = new Queue<NodeIndex>();
        reached[0] = true;
        queue.Enqueue(NodeIndex.Root);
        while (queue.TryDequeue(out NodeIndex index))
        {
            HeapNode node = heap.Graph[index];
            foreach (HeapEdge edge in node.Edges)
            {
                if (!edge.IsStrong || reached[edge.TargetIndex.Value] || !follow(node, edge))
                    continue;
                reached[edge.TargetIndex.Value] = true;
                queue.Enqueue(edge.TargetIndex);
            }
        }
        return reached;
    }

    static BitArray IsContext(HeapGraph graph)
    {
        var contexts = new BitArray(graph.NodeCount);
        for (int i = 0; i < graph.NodeCount; i++)
        {
            ReadOnlySpan<byte> name = graph.Strings.Raw(graph[new NodeIndex(i)].NameIndex);
            contexts[i] = name.StartsWith("system / Context"u8) && (name.Length == "system / Context".Length || name.StartsWith("system / Context / "u8));
        }
        return contexts;
    }

    static BitArray Detached(HeapGraph graph)
    {
        var detached = new BitArray(graph.NodeCount);
        foreach (int node in DetachedNodes.Of(graph))
            detached[node] = true;
        // What the embedder marks and is no native node of its own has no part in the spreading, but keeps its mark.
        foreach ((int node, byte state) in graph.Detachedness)
            detached[node] |= state == 2 && graph[new NodeIndex(node)].Type != NodeType.Native;
        return detached;
    }

    static bool IsOfConsole(HeapEdge edge) => !edge.Type.IsIndexed() && edge.Graph.Strings.Raw(edge.NameOrIndex).EndsWith(" / DevTools console"u8);

    // A listener leads to the function, or to an object of a framework that has the function.
    static BitArray EventHandlers(HeapGraph graph)
    {
        var handlers = new BitArray(graph.NodeCount);
        int listener = graph.Strings.IndexOf("V8EventListener"u8);
        for (int i = 0; i < graph.NodeCount && listener >= 0; i++)
        {
            HeapNode node = graph[new NodeIndex(i)];
            if (node.NameIndex != listener || TargetOf(node, "1") is not { } callback)
                continue;
            HeapNode handler = callback;
            if (TargetOf(callback, "code") is null)
            {
                foreach (HeapEdge edge in callback.Edges)
                {
                    if (TargetOf(edge.Target, "code") is null)
                        continue;
                    handler = edge.Target;
                    break;
                }
            }
            handlers[handler.Index.Value] = true;
        }
        return handlers;
    }

    static HeapNode? TargetOf(HeapNode node, string name)
    {
        foreach (HeapEdge edge in node.Edges)
        {
            if (edge.Name == name)
                return edge.Target;
        }
        return null;
    }
}

/// <summary>Things that hold objects which may be held by nothing else.</summary>
public enum RetainerKind
{
    /// <summary>Nodes that are detached from their document or frame.</summary>
    Detached,
    /// <summary>The console of DevTools.</summary>
    Console,
    /// <summary>Contexts: variables that functions captured.</summary>
    Contexts,
    /// <summary>Event handlers of a browser's document.</summary>
    EventHandlers,
}
