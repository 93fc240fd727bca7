namespace Heaptrail.Report.Contract.Views;

/// <summary>A recording of allocations, as <c>heaptrail sample</c> and <c>heaptrail record</c> tell it.</summary>
public sealed record RecordingView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;

    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }

    /// <summary>The verb of the command line: <c>sample</c> or <c>record</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The process.</summary>
    public required TargetInfo Target { get; init; }

    /// <summary>How long it was recorded, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Path of the file.</summary>
    public required string File { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes between two samples; <see langword="null"/> for a timeline.</summary>
    public int? IntervalBytes { get; init; }

    /// <summary>Whether objects that were collected meanwhile are in it; <see langword="null"/> for a timeline, which has the living ones.</summary>
    public bool? IncludesCollected { get; init; }

    /// <summary>Whether stacks are in it.</summary>
    public required bool HasStacks { get; init; }

    /// <summary>How the process was left; <see langword="null"/> when it was a program of ours, which has ended.</summary>
    public ReleaseInfo? Release { get; init; }
}
