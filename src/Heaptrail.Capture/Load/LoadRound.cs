namespace Heaptrail.Capture.Load;

/// <summary>One round of load.</summary>
/// <param name="Requests">Requests sent; <see langword="null"/> when not known.</param>
/// <param name="Failed">How many of them failed; <see langword="null"/> when not known.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Latency">How long the requests took; <see langword="null"/> when not known.</param>
/// <param name="FirstFailure">Why the first failed request failed; <see langword="null"/> when none did.</param>
public sealed record LoadRound(long? Requests, long? Failed, TimeSpan Duration, LatencySummary? Latency, string? FirstFailure);
