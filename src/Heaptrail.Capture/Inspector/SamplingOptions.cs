namespace Heaptrail.Capture.Inspector;

/// <summary>How allocations are sampled.</summary>
public readonly record struct SamplingOptions()
{
    /// <summary>Bytes between two samples, on average; 32 KiB by default.</summary>
    public int IntervalBytes { get; init; } = 32 * 1024;

    /// <summary>Whether objects count that were collected meanwhile: then the profile shows who allocates, and not who leaks.</summary>
    public bool IncludesCollected { get; init; }
}

/// <summary>Whether an allocation timeline has stacks.</summary>
public enum TimelineStacks
{
    /// <summary>Only when objects were allocated.</summary>
    None,
    /// <summary>Also by which functions.</summary>
    Recorded,
}
