namespace Heaptrail.Diagnosis.Trend;

/// <summary>Medians.</summary>
static class Medians
{
    /// <summary>The median of numbers in any order; 0 without any.</summary>
    public static double Of(IEnumerable<double> values) => OfSorted([.. values.Order()]);

    /// <summary>The median of numbers in rising order; 0 without any.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted) => sorted.IsEmpty ? 0
        : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
