using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What an object, or the root, leads to, as <c>heaptrail containment</c> shows it. All sizes are in bytes.</summary>
public sealed record ContainmentView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "containment";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>The object at the top.</summary>
    public required ObjectInfo Object { get; init; }
    /// <summary>How many edges leave it.</summary>
    public required long Edges { get; init; }
    /// <summary>How many of them come before the first row.</summary>
    public required long Skipped { get; init; }
    /// <summary>The tree below it as a list: a row belongs to the nearest row before it with a smaller level.</summary>
    public required ImmutableArray<ContainedInfo> Rows { get; init; }
}

/// <summary>One edge with the object that it leads to.</summary>
/// <param name="Level">1 for the edges of the object at the top.</param>
/// <param name="Place">Place among the edges of the same object, from 1; places that are missing are not shown.</param>
/// <param name="Siblings">How many edges that object has.</param>
/// <param name="Edge">The edge.</param>
/// <param name="Object">The object that it leads to.</param>
/// <param name="IsCycle">Whether that stands above itself in the tree.</param>
public sealed record ContainedInfo(int Level, int Place, int Siblings, PathEdge Edge, ObjectInfo Object, bool IsCycle);
