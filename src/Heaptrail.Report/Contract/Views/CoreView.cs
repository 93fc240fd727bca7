using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What a core dump of a Node.js process is, as <c>heaptrail core</c> shows it.</summary>
public sealed record CoreView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "core";
    /// <summary>Path of the file as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Version of Node.js; <see langword="null"/> when it was not found in the heap.</summary>
    public string? Node { get; init; }
    /// <summary>Version of V8.</summary>
    public required string V8 { get; init; }
    /// <summary>Id of the process; <see langword="null"/> when it was not noted.</summary>
    public int? Pid { get; init; }
    /// <summary>Its command line, 79 characters at most.</summary>
    public required string CommandLine { get; init; }
    /// <summary>Number of the signal that ended it; 0 when none did.</summary>
    public required int Signal { get; init; }
    /// <summary>Number of its threads.</summary>
    public required int Threads { get; init; }
    /// <summary>Bytes of its memory that the file lacks, because it is cut off.</summary>
    public required long MissingBytes { get; init; }
    /// <summary>Its heaps, the largest first: one for the main thread, one for each worker thread.</summary>
    public required ImmutableArray<CoreHeapInfo> Heaps { get; init; }
}

/// <summary>One heap.</summary>
/// <param name="Nodes">Objects that are alive.</param>
/// <param name="Edges">References between them.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="ShareAstray">Share of the pointers in arrays that lead to no object, between 0 and 1: how far to trust the rest.</param>
public sealed record CoreHeapInfo(long Nodes, long Edges, long Bytes, double ShareAstray);
