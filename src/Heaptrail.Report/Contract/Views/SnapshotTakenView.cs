using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>A snapshot that was taken, as <c>heaptrail snapshot</c> tells it.</summary>
public sealed record SnapshotTakenView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "snapshot";
    /// <summary>The process; <see langword="null"/> when only the address of its inspector is known.</summary>
    public int? Pid { get; init; }
    /// <summary>How it was taken: <c>memory</c> or <c>inspector</c>.</summary>
    public required string Method { get; init; }
    /// <summary>Why another method was not used; <see langword="null"/> when nothing was tried before.</summary>
    public string? Reason { get; init; }
    /// <summary>How long the process stood still, in milliseconds.</summary>
    public required double PauseMilliseconds { get; init; }
    /// <summary>How the process was left; <see langword="null"/> when nothing was put into it.</summary>
    public ReleaseInfo? Release { get; init; }
    /// <summary>The files, the main thread's first: a process with worker threads has several heaps.</summary>
    public required ImmutableArray<SnapshotTakenFile> Files { get; init; }
}

/// <summary>One file.</summary>
/// <param name="File">Its path.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Nodes">Objects in it; <see langword="null"/> when they were not counted.</param>
public sealed record SnapshotTakenFile(string File, long Bytes, long? Nodes);
