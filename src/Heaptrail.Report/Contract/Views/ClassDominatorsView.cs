using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What owns the objects of a class, as <c>heaptrail dominators --class</c> shows it. All sizes are in bytes.</summary>
public sealed record ClassDominatorsView
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
    /// <summary>The class.</summary>
    public required string Class { get; init; }
    /// <summary>Objects of the class with a size of their own.</summary>
    public required long Count { get; init; }
    /// <summary>What they retain together, nothing counted twice.</summary>
    public required long RetainedBytes { get; init; }
    /// <summary>How many classes own some; <see cref="Rows"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The owners by class, most retained bytes first.</summary>
    public required ImmutableArray<ClassDominatorInfo> Rows { get; init; }
}

/// <summary>Owners of one class.</summary>
/// <param name="Class">Their class.</param>
/// <param name="Owners">How many there are.</param>
/// <param name="Count">Objects of the class in question that they own.</param>
/// <param name="ShallowBytes">Sum of the shallow sizes of these.</param>
/// <param name="RetainedBytes">What these retain, nothing counted twice.</param>
/// <param name="Largest">The owner that retains most.</param>
public sealed record ClassDominatorInfo(string Class, int Owners, long Count, long ShallowBytes, long RetainedBytes, ObjectInfo Largest);
