using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>How the objects of a class are held, as <c>heaptrail retainers --class</c> shows it. All sizes are in bytes.</summary>
public sealed record RetainerPatternsView
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
    /// <summary>The class.</summary>
    public required string Class { get; init; }
    /// <summary>Objects of the class with a size of their own.</summary>
    public required long Count { get; init; }
    /// <summary>What they retain together, nothing counted twice.</summary>
    public required long RetainedBytes { get; init; }
    /// <summary>How many different ways there are; <see cref="Rows"/> may be the first of them.</summary>
    public required long Patterns { get; init; }
    /// <summary>The ways, most retained bytes first.</summary>
    public required ImmutableArray<RetainerPatternInfo> Rows { get; init; }
}

/// <summary>Objects that are held in the same way.</summary>
/// <param name="Steps">The way, from what holds the objects up to a root; empty when a root is next.</param>
/// <param name="IsHeld">Whether anything holds them at all.</param>
/// <param name="Count">How many objects.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain, nothing counted twice.</param>
/// <param name="ExampleId">Id of one of them.</param>
public sealed record RetainerPatternInfo(ImmutableArray<PatternStepInfo> Steps, bool IsHeld, long Count, long ShallowBytes, long RetainedBytes, long ExampleId);

/// <summary>One step of a way.</summary>
/// <param name="Edge">The edge; an empty name stands for any: elements, entries, keys of a dictionary.</param>
/// <param name="Object">The object that it leaves, of one of the ways.</param>
/// <param name="Location">Where that function is declared; <see langword="null"/> for what is no function, and when not known.</param>
/// <param name="IsOne">Whether that is the only one: the ways of all the objects meet in it.</param>
/// <param name="IsRepeated">Whether the step stands for several equal ones, as in a list.</param>
/// <param name="IsCut">Whether steps below it are left out.</param>
public sealed record PatternStepInfo(PathEdge Edge, ObjectInfo Object, SourceLocation? Location, bool IsOne, bool IsRepeated, bool IsCut);
