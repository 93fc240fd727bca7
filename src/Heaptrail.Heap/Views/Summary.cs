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
        var rows = new List<Counter>();
        using Column<int> rowOf = Column<int>.Allocate(graph.NodeCount);
        FindRows(heap, rowOf.Span, rows, filter);
        AddRetained(heap, rowOf.Span, rows);
        return [.. rows.Select(row => row.ToRow(heap)).OrderByDescending(r => r.RetainedBytes).ThenByDescending(r => r.ShallowBytes).ThenBy(r => r.First.Value)];
    }

    // The row of each node; -1 for nodes without a size of their own.
    static void FindRows(IndexedHeap heap, Span<int> rowOf, List<Counter> rows, Predicate<NodeIndex>? filter)
    {
        HeapGraph graph = heap.Graph;
        var located = new Dictionary<ClassKey, int>();
        // Most classes have no place: their row is found without a hash, one more than it is.
        var plain = new int[heap.Classes.Count];
        ReadOnlySpan<int> classOf = heap.Classes.ClassOf.Span;
        ReadOnlySpan<int> distances = heap.Distances.Distances.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        for (int node = 0; node < rowOf.Length; node++)
        {
            long size = heap.ShallowSizes[node];
            if (size == 0 || filter?.Invoke(new(node)) == false)
            {
                rowOf[node] = -1;
                continue;
            }
            ObjectLocation? location = types[node] == NodeType.Object ? graph.Locations[new(node)] : null;
            ref int row = ref plain[classOf[node]];
            if (location is not null)
                row = ref CollectionsMarshal.GetValueRefOrAddDefault(located, new(new(classOf[node]), location), out _);
            if (row == 0)
            {
                rows.Add(new(new(new(classOf[node]), location), node));
                row = rows.Count;
            }
            rowOf[node] = row - 1;
            rows[row - 1].Add(size, distances[node]);
        }
    }

    // What a class retains is the sum over its objects without those that another object of the class dominates already.
    static void AddRetained(IndexedHeap heap, ReadOnlySpan<int> rowOf, List<Counter> rows)
    {
        ReadOnlySpan<int> first = heap.Dominated.First.Span;
        ReadOnlySpan<int> children = heap.Dominated.Children.Span;
        var isOpen = new bool[rows.Count];
        var path = new Stack<(int Node, int Next, int Opened)>();
        (int Node, int Next, int Opened) at = (0, first[0], Enter(0, rowOf));
        while (true)
        {
            if (at.Next < first[at.Node + 1])
            {
                int child = children[at.Next++];
                int opened = Enter(child, rowOf);
                if (first[child] < first[child + 1])
                {
                    path.Push(at);
                    at = (child, first[child], opened);
                }
                else if (opened >= 0)
                {
                    isOpen[opened] = false;
                }
                continue;
            }
            if (at.Opened >= 0)
                isOpen[at.Opened] = false;
            if (!path.TryPop(out at))
                break;
        }

        // The row that is open from here down, and was not before; -1 for none.
        int Enter(int node, ReadOnlySpan<int> rowOf)
        {
            int row = rowOf[node];
            if (row < 0 || isOpen[row])
                return -1;
            rows[row].RetainedBytes += heap.RetainedSizes.Column[node];
            isOpen[row] = true;
            return row;
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
