namespace Heaptrail.Heap.Views;

/// <summary>Which classes of a comparison are shown, and in what order.</summary>
public readonly record struct ComparisonSelection()
{
    /// <summary>A part of the class name, in any case; <see langword="null"/> for all classes.</summary>
    public string? Filter { get; init; }

    /// <summary>What comes first.</summary>
    public ComparisonSort Sort { get; init; }

    /// <summary>The rows that pass, in order. Rows that are equal by the figure asked for keep their order.</summary>
    public IReadOnlyList<ComparedClass> Apply(IReadOnlyList<ComparedClass> rows)
    {
        IEnumerable<ComparedClass> chosen = ClassFilter.Apply(rows, Filter, row => row.Class);
        return Sort switch
        {
            ComparisonSort.Size => [.. chosen.OrderByDescending(row => row.BytesDelta)],
            ComparisonSort.Count => [.. chosen.OrderByDescending(row => row.CountDelta)],
            ComparisonSort.New => [.. chosen.OrderByDescending(row => row.NewBytes)],
            ComparisonSort.Deleted => [.. chosen.OrderByDescending(row => row.DeletedBytes)],
            ComparisonSort.Name => [.. chosen.OrderBy(row => row.Class, StringComparer.Ordinal)],
            // Two snapshots show one step, and a class that grew once is no grower yet.
            _ => [.. chosen.OrderByDescending(row => row.Counts.Count > 2 && row.GrowsEveryTime).ThenByDescending(row => row.BytesDelta)],
        };
    }
}

/// <summary>Orders of the classes of a comparison.</summary>
public enum ComparisonSort
{
    /// <summary>Of three and more snapshots, classes that grew every time first; then as <see cref="Size"/>.</summary>
    Growth,
    /// <summary>Greatest growth in bytes first.</summary>
    Size,
    /// <summary>Greatest growth in objects first.</summary>
    Count,
    /// <summary>Most new bytes first.</summary>
    New,
    /// <summary>Most deleted bytes first.</summary>
    Deleted,
    /// <summary>By name.</summary>
    Name,
}
