using System.Runtime.CompilerServices;
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

    // The row of each node; -1 for nodes that do not count. Most classes have one place or none, so the row that a class had last is
    // nearly always the right one, and no hash is needed.
    static void FindRows(IndexedHeap heap, Span<int> rowOf, List<Counter> rows, Predicate<NodeIndex>? filter)
    {
        HeapGraph graph = heap.Graph;
        var others = new Dictionary<ClassKey, Counter>();
        var lastOf = new Counter?[heap.Classes.Count];
        ReadOnlySpan<uint> sizes = heap.ShallowSizes.Small.Span;
        ReadOnlySpan<int> classOf = heap.Classes.ClassOf.Span;
        ReadOnlySpan<int> distances = heap.Distances.Distances.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        for (int node = 0; node < rowOf.Length; node++)
        {
            if (sizes[node] == 0 || filter?.Invoke(new(node)) == false)
            {
                rowOf[node] = -1;
                continue;
            }
            int number = classOf[node];
            ObjectLocation? location = types[node] == NodeType.Object ? graph.Locations[new(node)] : null;
            Counter? row = lastOf[number];
            if (row is null || row.Location != location)
            {
                row = FindOrAdd(new(new(number), location), node);
                lastOf[number] = row;
            }
            rowOf[node] = row.Number;
            row.Add(sizes[node] == uint.MaxValue ? heap.ShallowSizes[node] : sizes[node], distances[node]);
        }

        Counter FindOrAdd(ClassKey key, int node)
        {
            ref Counter? row = ref CollectionsMarshal.GetValueRefOrAddDefault(others, key, out _);
            if (row is null)
            {
                row = new(key, node, rows.Count);
                rows.Add(row);
            }
            return row;
        }
    }

    // What a class retains is the sum over its objects without those that another object of the class dominates already. Each node has
    // the rows that are above it in the dominator tree, as a list that it shares with most nodes around it.
    static void AddRetained(IndexedHeap heap, ReadOnlySpan<int> rowOf, List<Counter> rows)
    {
        ReadOnlySpan<int> order = heap.Dominators.Preorder.Span;
        ReadOnlySpan<int> dominators = heap.Dominators.Dominators.Span;
        ReadOnlySpan<uint> retained = heap.RetainedSizes.Column.Small.Span;
        using Column<int> column = Column<int>.Allocate(rowOf.Length);
        Span<int> above = column.Span;
        var lists = new List<OpenRows> { new(-1, -1) };
        for (int place = 0; place < order.Length; place++)
        {
            int node = order[place];
            int list = place == 0 ? 0 : above[dominators[node]];
            int row = rowOf[node];
            if (row >= 0 && !Contains(lists, list, row))
            {
                rows[row].RetainedBytes += retained[node] == uint.MaxValue ? heap.RetainedSizes.Column[node] : retained[node];
                list = With(lists, list, row);
            }
            above[node] = list;
        }
    }

    static bool Contains(List<OpenRows> lists, int list, int row)
    {
        Span<OpenRows> all = CollectionsMarshal.AsSpan(lists);
        while (list > 0)
        {
            if (all[list].Row == row)
                return true;
            list = all[list].Next;
        }
        return false;
    }

    // The list with one row more. What was made last for the same list is mostly what the next node needs too.
    static int With(List<OpenRows> lists, int list, int row)
    {
        ref OpenRows from = ref CollectionsMarshal.AsSpan(lists)[list];
        if (from.LastRow == row)
            return from.LastList;
        (from.LastRow, from.LastList) = (row, lists.Count);
        lists.Add(new(row, list));
        return lists.Count - 1;
    }

    struct OpenRows(int row, int next)
    {
        internal readonly int Row = row;
        internal readonly int Next = next;
        internal int LastRow = -1;
        internal int LastList;
    }

    readonly record struct ClassKey(ClassId Class, ObjectLocation? Location);

    sealed class Counter(ClassKey key, int first, int number)
    {
        long count;
        long shallowBytes;
        int distance = int.MaxValue;

        internal int Number => number;

        internal ObjectLocation? Location { get; } = key.Location;

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
