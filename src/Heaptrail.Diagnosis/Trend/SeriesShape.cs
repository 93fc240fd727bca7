namespace Heaptrail.Diagnosis.Trend;

/// <summary>What a series does.</summary>
public enum SeriesShape
{
    /// <summary>Too few points after the warm-up or the last step.</summary>
    TooShort,
    /// <summary>It does not rise, or by too little to matter.</summary>
    Flat,
    /// <summary>It rose, and has stopped.</summary>
    Settled,
    /// <summary>It still rises, but ever more slowly.</summary>
    Slowing,
    /// <summary>It rises all the time and no more slowly at its end: what a leak looks like.</summary>
    Growing,
}
