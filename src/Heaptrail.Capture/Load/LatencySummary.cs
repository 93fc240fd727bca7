namespace Heaptrail.Capture.Load;

/// <summary>How long requests took, from sending to the last byte of the answer.</summary>
/// <param name="P50">Half of them were faster.</param>
/// <param name="P99">99 % of them were faster.</param>
/// <param name="Max">The slowest.</param>
public sealed record LatencySummary(TimeSpan P50, TimeSpan P99, TimeSpan Max)
{
    /// <summary>Summarises times; <see langword="null"/> when there are none.</summary>
    internal static LatencySummary? Of(LatencyHistogram times) =>
        times.Count == 0 ? null : new LatencySummary(times.Percentile(0.50), times.Percentile(0.99), times.Max);
}
