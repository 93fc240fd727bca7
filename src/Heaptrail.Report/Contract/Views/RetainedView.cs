using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What would be freed if several objects or references went together, as <c>heaptrail retained</c> shows it. All sizes are in bytes.</summary>
public sealed record RetainedView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "retained";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>The objects that go; those of a class are not listed here.</summary>
    public required ImmutableArray<ObjectInfo> Objects { get; init; }
    /// <summary>The classes that go as a whole.</summary>
    public required ImmutableArray<RemovedClassInfo> RemovedClasses { get; init; }
    /// <summary>The references that go.</summary>
    public required ImmutableArray<RemovedEdgeInfo> RemovedEdges { get; init; }
    /// <summary>Objects with a size of their own that would be freed.</summary>
    public required long Count { get; init; }
    /// <summary>Bytes that would be freed.</summary>
    public required long RetainedBytes { get; init; }
    /// <summary>Sum of the retained sizes of the objects that go, nothing counted twice: what is above that goes only because all go together.</summary>
    public required long SeparateBytes { get; init; }
    /// <summary>How many classes are among the freed objects; <see cref="Rows"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The freed objects by class, most bytes first.</summary>
    public required ImmutableArray<RetainedClassInfo> Rows { get; init; }
}

/// <summary>A class of which all objects go.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Count">How many objects.</param>
public sealed record RemovedClassInfo(string Class, long Count);

/// <summary>A reference that goes.</summary>
/// <param name="From">The object that it leaves.</param>
/// <param name="Edge">The reference.</param>
/// <param name="To">The object that it leads to.</param>
public sealed record RemovedEdgeInfo(ObjectInfo From, PathEdge Edge, ObjectInfo To);

/// <summary>The freed objects of one class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Count">How many would be freed.</param>
/// <param name="All">How many there are.</param>
/// <param name="ShallowBytes">Bytes that would be freed.</param>
public sealed record RetainedClassInfo(string Class, long Count, long All, long ShallowBytes);
