using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>The Node.js processes of this machine that may be looked into, as <c>heaptrail ps</c> shows them.</summary>
public sealed record ProcessesView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "ps";
    /// <summary>The processes: parents before their children, otherwise by id.</summary>
    public required ImmutableArray<ProcessRow> Processes { get; init; }
}

/// <summary>One process.</summary>
public sealed record ProcessRow
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }
    /// <summary>Id of its parent process.</summary>
    public required int Parent { get; init; }
    /// <summary>How many Node.js processes of the list it descends from.</summary>
    public required int Depth { get; init; }
    /// <summary>Its command line.</summary>
    public required string CommandLine { get; init; }
    /// <summary>Version of Node.js; <see langword="null"/> when unknown.</summary>
    public string? Node { get; init; }
    /// <summary>How long it runs, in seconds.</summary>
    public required double UptimeSeconds { get; init; }
    /// <summary>Resident memory, in bytes.</summary>
    public long? Rss { get; init; }
    /// <summary>Limit of V8's heap where an option gives it, in bytes; <see langword="null"/> when V8 chose it.</summary>
    public long? HeapLimit { get; init; }
    /// <summary>Memory limit of its container, in bytes; <see langword="null"/> when there is none.</summary>
    public long? ContainerLimit { get; init; }
    /// <summary>Open file descriptors.</summary>
    public int? Descriptors { get; init; }
    /// <summary>Addresses where it listens.</summary>
    public required ImmutableArray<string> Ports { get; init; }
    /// <summary>Address of its inspector; <see langword="null"/> when it is closed.</summary>
    public string? Inspector { get; init; }
    /// <summary>Why its inspector cannot be opened; <see langword="null"/> when it can or is open.</summary>
    public string? InspectorTrouble { get; init; }
}
