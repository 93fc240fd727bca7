using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis;

/// <summary>The one-word answer of a run.</summary>
public enum Verdict
{
    /// <summary>The measurement does not allow an answer.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
    /// <summary>Nothing leaks.</summary>
    [JsonStringEnumMemberName("no-leak")] NoLeak,
    /// <summary>Nothing is proved: what holds most in a single snapshot, or what grew in every interval but less each time or below its own limit.</summary>
    [JsonStringEnumMemberName("suspects")] Suspects,
    /// <summary>At least one leak is proved by growth.</summary>
    [JsonStringEnumMemberName("leak")] Leak,
}
