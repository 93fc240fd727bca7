using System.Collections.Immutable;

namespace Heaptrail.Capture.Load.Http;

/// <summary>What happened during a load.</summary>
public sealed record HttpDriveResult
{
    /// <summary>Requests that have ended, well or not.</summary>
    public long Requests => Succeeded + Failed;

    /// <summary>Requests whose answer was as expected.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Requests without an answer, or with another one than expected.</summary>
    public required long Failed { get; init; }

    /// <summary>Requests without an answer in time; they are among those that failed.</summary>
    public required long TimedOut { get; init; }

    /// <summary>Connections opened.</summary>
    public required long Connections { get; init; }

    /// <summary>Requests sent again because the server had closed the connection before it read them.</summary>
    public required long Retried { get; init; }

    /// <summary>Requests that were due and had not been sent when the time was up: the rate was too high for the server or the connections.</summary>
    public required long Unsent { get; init; }

    /// <summary>Bytes of all answers, heads included.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>From the first request to the last answer.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Times from when a request was due, or was sent where none was due, to the last byte of its answer.</summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>Times from when a request was sent to the last byte of its answer.</summary>
    public required LatencyHistogram ServiceTime { get; init; }

    /// <summary>How often each status came.</summary>
    public required ImmutableSortedDictionary<int, long> Statuses { get; init; }

    /// <summary>Why requests failed, and how many.</summary>
    public required ImmutableSortedDictionary<string, long> Failures { get; init; }

    /// <summary>Requests and bytes of each whole second.</summary>
    public required ImmutableArray<(long Requests, long Bytes)> Seconds { get; init; }
}
