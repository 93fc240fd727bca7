namespace Heaptrail.Diagnosis.Trend;

/// <summary>When a process has to be replaced.</summary>
public sealed record GuardLimits
{
    /// <summary>Resident memory in bytes; <see langword="null"/> for any.</summary>
    public long? MaxRss { get; init; }

    /// <summary>Share of V8's heap limit that may be in use after a full collection, 0 to 1; 0.8 by default.</summary>
    public double MaxHeap { get; init; } = 0.8;

    /// <summary>Share of the container's memory that may be in use, 0 to 1; 0.92 by default.</summary>
    public double MaxContainer { get; init; } = 0.92;

    /// <summary>A leak that can reach a limit within this time counts as if it had reached it; zero for never. Five minutes by default.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Why a process has to be replaced.</summary>
/// <param name="Kind"><c>rss</c>, <c>heap</c>, <c>container</c> or <c>leak</c>.</param>
/// <param name="Sentence">What was seen, as the rest of a sentence about the process.</param>
public sealed record GuardReason(string Kind, string Sentence);
