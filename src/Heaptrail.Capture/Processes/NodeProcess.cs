using System.Collections.Immutable;
using System.Net;

namespace Heaptrail.Capture.Processes;

/// <summary>A Node.js process as it looks from outside.</summary>
public sealed record NodeProcess
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }
    /// <summary>Id of the parent process.</summary>
    public required int Parent { get; init; }
    /// <summary>Its command line, without the folder of the executable.</summary>
    public required string Command { get; init; }
    /// <summary>Version of Node.js without the <c>v</c>; <see langword="null"/> when unknown.</summary>
    public string? Version { get; init; }
    /// <summary>How long it runs.</summary>
    public required TimeSpan Uptime { get; init; }
    /// <summary>Memory and descriptors.</summary>
    public required Diagnosis.Trend.ProcessSample Memory { get; init; }
    /// <summary>The limit of V8's heap as given by <c>--max-old-space-size</c>, in bytes; <see langword="null"/> when it is V8's own choice.</summary>
    public long? HeapLimit { get; init; }
    /// <summary>Where it listens, without its inspector.</summary>
    public ImmutableArray<IPEndPoint> Ports { get; init; } = [];
    /// <summary>Where its inspector listens; <see langword="null"/> when it is closed.</summary>
    public IPEndPoint? Inspector { get; init; }
    /// <summary>Why its inspector cannot be opened by a signal; <see langword="null"/> when it can, or is open.</summary>
    public string? InspectorTrouble { get; init; }
}
