using System.Text.Json.Serialization;

namespace Heaptrail.Diagnosis.Health;

/// <summary>One thing about a process that was judged.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Verdict">How it looks.</param>
/// <param name="Found">What was seen, with its figures.</param>
/// <param name="Rule">When it is called a problem.</param>
/// <param name="Blind">What the rule cannot tell.</param>
/// <param name="Advice">What to do; empty when there is nothing to do.</param>
public sealed record HealthCheck(string Name, HealthVerdict Verdict, string Found, string Rule, string Blind, string Advice = "");

/// <summary>How something about a process looks.</summary>
public enum HealthVerdict
{
    /// <summary>Nothing stands out.</summary>
    [JsonStringEnumMemberName("good")] Good,
    /// <summary>It could not be read.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
    /// <summary>It is worth a look.</summary>
    [JsonStringEnumMemberName("notice")] Notice,
    /// <summary>The process suffers from it, or soon will.</summary>
    [JsonStringEnumMemberName("problem")] Problem,
}
