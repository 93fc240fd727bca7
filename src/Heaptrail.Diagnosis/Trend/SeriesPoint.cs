namespace Heaptrail.Diagnosis.Trend;

/// <summary>One point of a series.</summary>
/// <param name="Seconds">When, in seconds since the first sample.</param>
/// <param name="Value">The figure: bytes, or a count of things.</param>
public readonly record struct SeriesPoint(double Seconds, double Value);
