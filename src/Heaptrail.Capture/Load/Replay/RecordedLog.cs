using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Replay;

/// <summary>An access log that was read.</summary>
/// <param name="Format">What it is: <c>combined</c>, <c>JSON lines</c> or <c>HAR</c>.</param>
/// <param name="Requests">Its requests in order of time.</param>
/// <param name="Skipped">Lines that are no requests.</param>
public sealed record RecordedLog(string Format, ImmutableArray<RecordedRequest> Requests, int Skipped)
{
    /// <summary>From the first request to the last.</summary>
    public TimeSpan Length => Requests.IsEmpty ? TimeSpan.Zero : Requests[^1].At - Requests[0].At;
}
