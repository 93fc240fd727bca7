using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What holds one object, as <c>heaptrail retainers</c> shows it. All sizes are in bytes.</summary>
public sealed record RetainersView
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
    /// <summary>Ids of the objects that were ignored. Distances are those without them.</summary>
    public required ImmutableArray<long> Ignored { get; init; }
    /// <summary>Whether anything still leads to the object without the ignored ones.</summary>
    public required bool IsReached { get; init; }
    /// <summary>The tree of retainers as a list: a row belongs to the nearest row before it with a smaller level.</summary>
    public required ImmutableArray<RetainerInfo> Rows { get; init; }
    /// <summary>The chain of dominators, from the immediate one up to the root.</summary>
    public required ImmutableArray<ObjectInfo> Dominators { get; init; }
}

/// <summary>One retainer.</summary>
/// <param name="Level">1 for what holds the object itself, 2 for what holds that, …</param>
/// <param name="Place">Place among the retainers of the same object, from 1; places that are missing are not shown.</param>
/// <param name="Siblings">How many retainers that object has.</param>
/// <param name="Edge">The edge that holds it.</param>
/// <param name="Object">The object that the edge leaves.</param>
/// <param name="IsCycle">Whether it stands above itself in the tree.</param>
/// <param name="IsRoot">Whether it is a root.</param>
public sealed record RetainerInfo(int Level, int Place, int Siblings, PathEdge Edge, ObjectInfo Object, bool IsCycle, bool IsRoot)
{
    /// <summary>Whether it is one of the ignored objects.</summary>
    public bool IsIgnored { get; init; }
    /// <summary>Whether it holds nothing any more without the ignored objects, or never did.</summary>
    public bool IsOutOfReach { get; init; }
}
