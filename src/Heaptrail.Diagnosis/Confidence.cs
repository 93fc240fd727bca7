using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>How sure a finding is.</summary>
public enum Confidence
{
    /// <summary>From one snapshot only, or from growth that slows down.</summary>
    [JsonStringEnumMemberName("suspect")] Suspect,
    /// <summary>It grew in every interval, but something was removed as well or the pace varied.</summary>
    [JsonStringEnumMemberName("likely")] Likely,
    /// <summary>It grew in every interval by the same number and nothing was ever removed.</summary>
    [JsonStringEnumMemberName("certain")] Certain,
}
