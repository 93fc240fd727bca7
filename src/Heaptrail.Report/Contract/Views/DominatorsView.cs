using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What one object keeps alive, as <c>heaptrail dominators</c> shows it. All sizes are in bytes.</summary>
public sealed record DominatorsView
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
    /// <summary>The object at the top.</summary>
    public required ObjectInfo Object { get; init; }
    /// <summary>The tree below it as a list: a row belongs to the nearest row before it with a smaller level.</summary>
    public required ImmutableArray<DominatedInfo> Rows { get; init; }
}

/// <summary>One dominated object.</summary>
/// <param name="Level">1 for what the object at the top dominates immediately.</param>
/// <param name="Place">Place among the objects with the same immediate dominator, from 1, largest first; places that are missing are not shown.</param>
/// <param name="Siblings">How many objects have that dominator.</param>
/// <param name="Object">The object.</param>
/// <param name="IsAccumulation">Whether the retained size drops most from here to the largest object below.</param>
public sealed record DominatedInfo(int Level, int Place, int Siblings, ObjectInfo Object, bool IsAccumulation);
