namespace Heaptrail.Heap.Views;

/// <summary>Rows of classes by a part of their name, in any case.</summary>
static class ClassFilter
{
    internal static IEnumerable<T> Apply<T>(IReadOnlyList<T> rows, string? filter, Func<T, string> nameOf) =>
        filter is null ? rows : rows.Where(row => nameOf(row).Contains(filter, StringComparison.OrdinalIgnoreCase));
}
