namespace Heaptrail.Capture.Load;

/// <summary>How far a round of load is.</summary>
/// <param name="Requests">Requests done; <see langword="null"/> when not known.</param>
/// <param name="Total">Requests of the round; <see langword="null"/> when not known.</param>
/// <param name="PerSecond">Requests per second so far; <see langword="null"/> when not known.</param>
/// <param name="Elapsed">Time since the start of the round.</param>
public readonly record struct LoadProgress(long? Requests, long? Total, double? PerSecond, TimeSpan Elapsed);
