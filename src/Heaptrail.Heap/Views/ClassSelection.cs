namespace Heaptrail.Heap.Views;

/// <summary>Which classes are shown, and in what order.</summary>
public readonly record struct ClassSelection()
{
    /// <summary>A part of the class name, in any case; <see langword="null"/> for all classes.</summary>
    public string? Filter { get; init; }

    /// <summary>What comes first.</summary>
    public ClassSort Sort { get; init; }

    /// <summary>The rows that pass, in order. Rows that are equal by the figure asked for keep their order.</summary>
    public IReadOnlyList<SummaryRow> Apply(IReadOnlyList<SummaryRow> rows)
    {
        IEnumerable<SummaryRow> chosen = ClassFilter.Apply(rows, Filter, row => row.Class);
        return Sort switch
        {
            ClassSort.Shallow => [.. chosen.OrderByDescending(row => row.ShallowBytes)],
            ClassSort.Count => [.. chosen.OrderByDescending(row => row.Count)],
            ClassSort.Name => [.. chosen.OrderBy(row => row.Class, StringComparer.Ordinal)],
            _ => [.. chosen.OrderByDescending(row => row.RetainedBytes)],
        };
    }
}
