namespace Heaptrail.Capture.Load;

/// <summary>How long requests took, from sending to the last byte of the answer.</summary>
/// <param name="P50">Half of them were faster.</param>
/// <param name="P99">99 % of them were faster.</param>
/// <param name="Max">The slowest.</param>
public sealed record LatencySummary(TimeSpan P50, TimeSpan P99, TimeSpan Max)
{
    /// <summary>Summarises a list of times; sorts it.</summary>
    /// <param name="ticks">Times in .NET ticks.</param>
    /// <returns><see langword="null"/> for an empty list.</returns>
    internal static LatencySummary? Of(Span<long> ticks)
    {
        if (ticks.IsEmpty)
            return null;
        ticks.Sort();
        return new LatencySummary(At(ticks, 0.50), At(ticks, 0.99), new TimeSpan(ticks[^1]));
    }

    /// <summary>The smallest time that at least this part of all times does not exceed.</summary>
    static TimeSpan At(ReadOnlySpan<long> sorted, double part) => new(sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)]);
}
