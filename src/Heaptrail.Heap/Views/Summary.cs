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
        using var counts = SummaryCounts.Build(heap.Graph, heap.Classes, heap.ShallowSizes, heap.Distances, filter);
        return counts.ToRows(heap.Dominators, heap.RetainedSizes);
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
