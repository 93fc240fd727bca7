using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What a load has shown, as <c>heaptrail load</c> tells it.</summary>
public sealed record LoadView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;

    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }

    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "load";

    /// <summary>What was requested, in a few words.</summary>
    public required string Target { get; init; }

    /// <summary>Connections at a time.</summary>
    public required int Connections { get; init; }

    /// <summary>Requests per second that were asked for; <see langword="null"/> for as many as possible.</summary>
    public double? Rate { get; init; }

    /// <summary>Requests that have ended, well or not.</summary>
    public required long Transactions { get; init; }

    /// <summary>Those that ended as expected.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Those without an answer, or with another one than expected.</summary>
    public required long Failed { get; init; }

    /// <summary>Those without an answer in time; they are among those that failed.</summary>
    public required long TimedOut { get; init; }

    /// <summary>Requests sent again because the server had closed the connection before it read them.</summary>
    public required long Retried { get; init; }

    /// <summary>Requests that were due and could not be sent in time.</summary>
    public required long Unsent { get; init; }

    /// <summary>Connections opened.</summary>
    public required long Opened { get; init; }

    /// <summary>Share of the transactions that succeeded, 0 to 1; <see langword="null"/> without any.</summary>
    public double? Availability { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Bytes received.</summary>
    public required long Bytes { get; init; }

    /// <summary>Transactions per second.</summary>
    public required double PerSecond { get; init; }

    /// <summary>Requests under way at a time, on average.</summary>
    public required double Concurrency { get; init; }

    /// <summary>Times in milliseconds, from when a request was due (or was sent, where none was due) to the end of its answer.</summary>
    public required DistributionView LatencyMilliseconds { get; init; }

    /// <summary>Times in milliseconds from when a request was sent; <see langword="null"/> when that is the same.</summary>
    public DistributionView? ServiceMilliseconds { get; init; }

    /// <summary>Transactions of each whole second; <see langword="null"/> when there was none.</summary>
    public DistributionView? RequestsPerSecond { get; init; }

    /// <summary>Bytes of each whole second; <see langword="null"/> when there was none.</summary>
    public DistributionView? BytesPerSecond { get; init; }

    /// <summary>How often each status came.</summary>
    public required ImmutableSortedDictionary<int, long> Statuses { get; init; }

    /// <summary>Why transactions failed, and how many.</summary>
    public required ImmutableSortedDictionary<string, long> Failures { get; init; }

    /// <summary>The server's memory; <see langword="null"/> when its process is not known.</summary>
    public LoadMemoryView? Memory { get; init; }

    /// <summary>What the reader should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>A distribution of figures.</summary>
public sealed record DistributionView
{
    /// <summary>The figure that 1 % of all do not exceed.</summary>
    public required double P1 { get; init; }

    /// <summary>2.5 %.</summary>
    public required double P2_5 { get; init; }

    /// <summary>The median.</summary>
    public required double P50 { get; init; }

    /// <summary>90 %.</summary>
    public required double P90 { get; init; }

    /// <summary>97.5 %.</summary>
    public required double P97_5 { get; init; }

    /// <summary>99 %.</summary>
    public required double P99 { get; init; }

    /// <summary>99.9 %.</summary>
    public required double P99_9 { get; init; }

    /// <summary>Arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation.</summary>
    public required double Deviation { get; init; }

    /// <summary>The smallest.</summary>
    public required double Min { get; init; }

    /// <summary>The largest.</summary>
    public required double Max { get; init; }
}

/// <summary>The memory of the server beside the load.</summary>
public sealed record LoadMemoryView
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }

    /// <summary>Version of Node.js; <see langword="null"/> when unknown.</summary>
    public string? Node { get; init; }

    /// <summary>Its command line.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Resident memory before, at most and after, in bytes.</summary>
    public required ImmutableArray<long> Rss { get; init; }

    /// <summary>Heap and what it holds outside, after a full collection before and after the load, in bytes; empty when not known.</summary>
    public required ImmutableArray<long> Floor { get; init; }

    /// <summary>Full collections during the load.</summary>
    public required int Collections { get; init; }

    /// <summary>Bytes by which the floor grew with a thousand requests; <see langword="null"/> when not known.</summary>
    public double? PerThousandRequests { get; init; }

    /// <summary>Where that figure is from: <c>collections</c> (the slope over the collections during the load) or <c>ends</c> (before and after).</summary>
    public string? Method { get; init; }
}
