using System.Runtime.InteropServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>
/// The classes of a heap with counts and sizes: the Summary of the Memory panel of Chrome DevTools, figure by figure. Classes of one
/// name that are declared in different places are different rows.
/// </summary>
public static class Summary
{
    /// <summary>Computes the rows, greatest retained size first.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="filter">Which nodes count; <see langword="null"/> for all.</param>
    public static IReadOnlyList<SummaryRow> Build(IndexedHeap heap, Predicate<NodeIndex>? filter = null)
    {
        HeapGraph graph = heap.Graph;
        var keys = new Dictionary<ClassKey, int>();
        var rows = new List<Counter>();
        var rowOf = new int[graph.NodeCount];
        for (int i = 0; i < rowOf.Length; i++)
        {
            var node = new NodeIndex(i);
            long size = heap.ShallowSizes[node];
            if (size == 0 || (filter is not null && !filter(node)))
            {
                rowOf[i] = -1;
                continue;
            }
            ClassKey key = KeyOf(heap, node);
            ref int row = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, key, out bool known);
            if (!known)
            {
                row = rows.Count;
                rows.Add(new(key, i));
            }
            rowOf[i] = row;
            rows[row].Add(size, heap.Distances[node]);
        }
        AddRetained(heap, rowOf, rows);
        return [.. rows.Select(row => row.ToRow(heap)).OrderByDescending(r => r.RetainedBytes).ThenByDescending(r => r.ShallowBytes).ThenBy(r => r.First.Value)];
    }

    static ClassKey KeyOf(IndexedHeap heap, NodeIndex node) =>
        new(heap.Classes[node], heap.Graph[node].Type == NodeType.Object ? heap.Graph.Locations[node] : null);

    // What a class retains is the sum over its objects without those that another object of the class dominates already.
    static void AddRetained(IndexedHeap heap, int[] rowOf, List<Counter> rows)
    {
        DominatedNodes dominated = DominatedNodes.Build(heap.Dominators);
        var isOpen = new bool[rows.Count];
        var path = new Stack<(NodeIndex Node, int Next, bool Opened)>();
        path.Push((NodeIndex.Root, 0, Enter(NodeIndex.Root)));
        while (path.TryPop(out var at))
        {
            if (at.Next == dominated.CountOf(at.Node))
            {
                if (at.Opened)
                    isOpen[rowOf[at.Node.Value]] = false;
                continue;
            }
            path.Push(at with { Next = at.Next + 1 });
            NodeIndex child = dominated[at.Node, at.Next];
            bool opened = Enter(child);
            if (dominated.CountOf(child) > 0)
                path.Push((child, 0, opened));
            else if (opened)
                isOpen[rowOf[child.Value]] = false;
        }

        bool Enter(NodeIndex node)
        {
            int row = rowOf[node.Value];
            if (row < 0 || isOpen[row])
                return false;
            rows[row].RetainedBytes += heap.RetainedSizes[node];
            return isOpen[row] = true;
        }
    }

    readonly record struct ClassKey(ClassId Class, ObjectLocation? Location);

    sealed class Counter(ClassKey key, int first)
    {
        long count;
        long shallowBytes;
        int distance = int.MaxValue;

        internal long RetainedBytes { get; set; }

        internal void Add(long size, int nodeDistance)
        {
            count++;
            shallowBytes += size;
            distance = Math.Min(distance, nodeDistance);
        }

        internal SummaryRow ToRow(IndexedHeap heap) => new(heap.Classes.NameOf(key.Class), key.Location, count, distance, shallowBytes, RetainedBytes, new(first));
    }
}

/// <summary>One class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Location">Where its constructor is declared; <see langword="null"/> when the file does not say.</param>
/// <param name="Count">Objects with a size of their own.</param>
/// <param name="Distance">Shortest distance of one of them from the user's roots.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain together, nothing counted twice.</param>
/// <param name="First">The first of them in file order.</param>
public sealed record SummaryRow(string Class, ObjectLocation? Location, long Count, int Distance, long ShallowBytes, long RetainedBytes, NodeIndex First);
