using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract;

/// <summary>What came of the leaks of an earlier run when the same work was done again.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Baseline">Path of the report of the earlier run as the user gave it.</param>
/// <param name="Leaks">Each leak of the earlier run, then each new one.</param>
/// <param name="Before">The earlier run in figures.</param>
/// <param name="After">This run in figures.</param>
public sealed record VerificationInfo(VerifyOutcome Outcome, string Baseline, ImmutableArray<VerifiedLeak> Leaks, RunFigures Before, RunFigures After);

/// <summary>The answer of a verification.</summary>
public enum VerifyOutcome
{
    /// <summary>The measurement does not allow an answer.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
    /// <summary>The earlier run had leaks, and none of them nor another is left.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,
    /// <summary>A leak of the earlier run is still there.</summary>
    [JsonStringEnumMemberName("still-leaks")] StillLeaks,
    /// <summary>No leak of the earlier run is left, but there is one that it did not have.</summary>
    [JsonStringEnumMemberName("another-leak")] AnotherLeak,
    /// <summary>The earlier run had no leak, and neither has this one.</summary>
    [JsonStringEnumMemberName("still-none")] StillNone,
}

/// <summary>What came of one leak.</summary>
public enum LeakFate
{
    /// <summary>It is gone.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,
    /// <summary>It is still there.</summary>
    [JsonStringEnumMemberName("still")] Still,
    /// <summary>The earlier run did not have it.</summary>
    [JsonStringEnumMemberName("new")] New,
}

/// <summary>One leak in both runs.</summary>
/// <param name="Fingerprint">What it is known by in both.</param>
/// <param name="Title">One line of plain English.</param>
/// <param name="Fate">What came of it.</param>
/// <param name="Before">Objects leaked per request in the earlier run; <see langword="null"/> when it did not leak then, or requests were not counted.</param>
/// <param name="After">Objects leaked per request now; <see langword="null"/> when it does not leak now, or requests are not counted.</param>
public sealed record VerifiedLeak(string Fingerprint, string Title, LeakFate Fate, double? Before, double? After);

/// <summary>One run in figures.</summary>
/// <param name="Node">Version of Node.js without the leading v.</param>
/// <param name="Command">Command line of the program.</param>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="LatencyMilliseconds">Latency of the requests.</param>
/// <param name="HeapPerRequest">Bytes that the heap grew by with each request between the first and the last snapshot.</param>
/// <param name="ProcessPerRequest">The same of the whole process.</param>
public sealed record RunFigures(string? Node, string Command, double? PerSecond, LatencyInfo? LatencyMilliseconds, double? HeapPerRequest, double? ProcessPerRequest);
