using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>All ways from an object to the roots, as <c>heaptrail retainers --paths</c> shows them. All sizes are in bytes.</summary>
public sealed record RetainingPathsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "retainers";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>The object that is held.</summary>
    public required ObjectInfo Object { get; init; }
    /// <summary>Ids of the objects that were ignored.</summary>
    public required ImmutableArray<long> Ignored { get; init; }
    /// <summary>The ways as a list: a row belongs to the nearest row before it with a smaller level. Each ends at a root.</summary>
    public required ImmutableArray<RetainingPathInfo> Rows { get; init; }
    /// <summary>Whether there are longer ways than those that were looked for.</summary>
    public required bool IsCutByDepth { get; init; }
    /// <summary>Whether the search ended because it had visited enough objects.</summary>
    public required bool IsCutByNodes { get; init; }
    /// <summary>Whether an object has more retainers than those that were followed.</summary>
    public required bool IsCutBySiblings { get; init; }
}

/// <summary>One edge of a way.</summary>
/// <param name="Level">1 for what holds the object itself, 2 for what holds that, …</param>
/// <param name="Place">Place among the branches below the same row, from 1.</param>
/// <param name="Siblings">How many branches are there.</param>
/// <param name="Edge">The edge.</param>
/// <param name="Object">The object that it leaves.</param>
public sealed record RetainingPathInfo(int Level, int Place, int Siblings, PathEdge Edge, ObjectInfo Object);
