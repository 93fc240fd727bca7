using System.Collections;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// What would be freed if several objects or references went away together. For one object this is what it dominates; for several
/// it is more than the sum, because what two of them hold goes with both.
/// </summary>
public static class RetainedSet
{
    /// <summary>Walks over the heap with and without them. Linear.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="nodes">Objects that go. They belong to the set.</param>
    /// <param name="edges">References that go.</param>
    public static RetainedNodes Find(IndexedHeap heap, IEnumerable<NodeIndex> nodes, IEnumerable<EdgeIndex> edges)
    {
        var search = new Search(heap);
        HashSet<int> gone = [.. nodes.Select(node => node.Value)];
        BitArray live = gone.Contains(0) ? new(heap.Graph.NodeCount, true) : search.Reach([], []);
        BitArray kept = search.Reach(gone, [.. edges.Select(edge => edge.Value)]);
        var set = new BitArray(live).Xor(kept);
        foreach (int node in gone)
            set[node] = true;
        return new(heap, set);
    }

    // The edges are those that make retained sizes, so that the set of one object has the size that all views show for it.
    sealed class Search
    {
        readonly IndexedHeap heap;
        readonly List<int> starts;

        internal Search(IndexedHeap heap)
        {
            this.heap = heap;
            starts = [.. Starts()];
        }

        internal BitArray Reach(HashSet<int> goneNodes, HashSet<int> goneEdges)
        {
            var reached = new BitArray(heap.Graph.NodeCount);
            var stack = new Stack<int>();
            // Without the root nothing is left.
            foreach (int start in goneNodes.Contains(0) ? [] : starts)
                Visit(start);
            while (stack.TryPop(out int node))
            {
                foreach (HeapEdge edge in heap.Graph[new NodeIndex(node)].Edges)
                {
                    if (heap.IsEssential(edge.Index) && (goneEdges.Count == 0 || !goneEdges.Contains(edge.Index.Value)))
                        Visit(edge.TargetIndex.Value);
                }
            }
            return reached;

            void Visit(int node)
            {
                if (reached[node] || (goneNodes.Count > 0 && goneNodes.Contains(node)))
                    return;
                reached[node] = true;
                stack.Push(node);
            }
        }

        // The root, and what no essential edge leads to: that hangs under the root by itself.
        IEnumerable<int> Starts()
        {
            var isTarget = new BitArray(heap.Graph.NodeCount);
            for (int edge = 0; edge < heap.Graph.EdgeCount; edge++)
            {
                if (heap.IsEssential(new(edge)))
                    isTarget[heap.Graph[new EdgeIndex(edge)].TargetIndex.Value] = true;
            }
            yield return 0;
            for (int node = 1; node < isTarget.Length; node++)
            {
                if (!isTarget[node])
                    yield return node;
            }
        }
    }
}

/// <summary>The nodes of a retained set.</summary>
public sealed class RetainedNodes
{
    readonly IndexedHeap heap;
    readonly BitArray nodes;

    internal RetainedNodes(IndexedHeap heap, BitArray nodes)
    {
        this.heap = heap;
        this.nodes = nodes;
        for (int i = 0; i < nodes.Length; i++)
        {
            long size = nodes[i] ? heap.ShallowSizes[new NodeIndex(i)] : 0;
            Bytes += size;
            Count += size > 0 ? 1 : 0;
        }
    }

    /// <summary>Objects with a size of their own.</summary>
    public long Count { get; }

    /// <summary>Sum of their shallow sizes.</summary>
    public long Bytes { get; }

    /// <summary>Whether a node belongs to the set.</summary>
    public bool Contains(NodeIndex node) => nodes[node.Value];

    /// <summary>The classes of the set, most bytes first.</summary>
    public IReadOnlyList<RetainedClass> Classes()
    {
        var counts = new long[heap.Classes.Count];
        var all = new long[heap.Classes.Count];
        var bytes = new long[heap.Classes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            var node = new NodeIndex(i);
            long size = heap.ShallowSizes[node];
            int id = heap.Classes[node].Value;
            all[id] += size > 0 ? 1 : 0;
            if (!nodes[i] || size == 0)
                continue;
            counts[id]++;
            bytes[id] += size;
        }
        return [.. Enumerable.Range(0, counts.Length).Where(id => counts[id] > 0).OrderByDescending(id => bytes[id]).ThenByDescending(id => counts[id]).ThenBy(id => id)
            .Select(id => new RetainedClass(heap.Classes.NameOf(new ClassId(id)), counts[id], all[id], bytes[id]))];
    }
}

/// <summary>The objects of one class in a retained set.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Count">How many belong to the set.</param>
/// <param name="All">How many there are in the heap.</param>
/// <param name="ShallowBytes">Sum of the shallow sizes of those in the set.</param>
public sealed record RetainedClass(string Class, long Count, long All, long ShallowBytes);
