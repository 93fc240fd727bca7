using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Where bytes gather, as <c>heaptrail dominators --big-drops</c> shows it. All sizes are in bytes.</summary>
public sealed record DominatorDropsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "dominators";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>Smallest drop that was looked for.</summary>
    public required long LeastBytes { get; init; }
    /// <summary>How many objects have one; <see cref="Rows"/> may be the first of them.</summary>
    public required long Drops { get; init; }
    /// <summary>The objects, greatest drop first.</summary>
    public required ImmutableArray<DominatorDropInfo> Rows { get; init; }
}

/// <summary>An object that retains much more than the largest object below it.</summary>
/// <param name="Object">The object.</param>
/// <param name="Largest">The largest object that it dominates immediately; <see langword="null"/> when it dominates none.</param>
/// <param name="Dominated">How many objects it dominates immediately.</param>
/// <param name="DropBytes">Its retained size without that of the largest.</param>
public sealed record DominatorDropInfo(ObjectInfo Object, ObjectInfo? Largest, int Dominated, long DropBytes);
