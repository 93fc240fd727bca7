using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>How sure a finding is.</summary>
public enum Confidence
{
    /// <summary>From one snapshot only, from growth that slows down, or from a structure that has not reached its own limit.</summary>
    [JsonStringEnumMemberName("suspect")] Suspect,
    /// <summary>It grew in every interval, but something was removed as well, the pace varied, or the code has a limit for it.</summary>
    [JsonStringEnumMemberName("likely")] Likely,
    /// <summary>It grew in every interval by the same number and nothing was ever removed.</summary>
    [JsonStringEnumMemberName("certain")] Certain,
}
