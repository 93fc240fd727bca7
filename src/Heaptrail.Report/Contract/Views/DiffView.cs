using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What differs between snapshots of one process, as <c>heaptrail diff</c> shows it. All sizes are in bytes.</summary>
public sealed record DiffView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "diff";
    /// <summary>The snapshots, oldest first. Lists of figures have one for each.</summary>
    public required ImmutableArray<ComparedSnapshot> Snapshots { get; init; }
    /// <summary>How many classes passed the filter; <see cref="Rows"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The classes, in the order asked for.</summary>
    public required ImmutableArray<ComparedClassInfo> Rows { get; init; }
    /// <summary>How many objects hold more in each snapshot; <see cref="Growing"/> may be the first of them.</summary>
    public required long GrowingObjects { get; init; }
    /// <summary>Objects that are in all snapshots and hold more in each, greatest growth first.</summary>
    public required ImmutableArray<GrowingObjectInfo> Growing { get; init; }
    /// <summary>What makes the figures doubtful.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}

/// <summary>One of the snapshots.</summary>
/// <param name="File">Path as the user gave it.</param>
/// <param name="Nodes">Nodes in it.</param>
/// <param name="Edges">Edges in it.</param>
/// <param name="TotalBytes">Bytes of the whole heap.</param>
public sealed record ComparedSnapshot(string File, long Nodes, long Edges, long TotalBytes);

/// <summary>One class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Location">Where its constructor is declared; <see langword="null"/> when not known.</param>
/// <param name="Counts">Objects with a size of their own in each snapshot.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes in each snapshot.</param>
/// <param name="NewCount">Objects that only the last snapshot has, compared with the first.</param>
/// <param name="NewBytes">Their shallow sizes.</param>
/// <param name="DeletedCount">Objects that only the first snapshot has.</param>
/// <param name="DeletedBytes">Their shallow sizes.</param>
/// <param name="CountDelta">New objects without deleted ones.</param>
/// <param name="BytesDelta">New bytes without deleted ones.</param>
/// <param name="SurvivorCount">Objects that came between the first and the last snapshot but one and still are in the last.</param>
/// <param name="SurvivorBytes">Their shallow sizes.</param>
/// <param name="GrowsEveryTime">Whether there are more in each snapshot than in the one before.</param>
/// <param name="ExampleId">Id of a survivor or a new object in the last snapshot; <see langword="null"/> when there is none.</param>
public sealed record ComparedClassInfo(
    string Class, SourceLocation? Location, ImmutableArray<long> Counts, ImmutableArray<long> ShallowBytes, long NewCount, long NewBytes,
    long DeletedCount, long DeletedBytes, long CountDelta, long BytesDelta, long SurvivorCount, long SurvivorBytes, bool GrowsEveryTime, long? ExampleId);

/// <summary>One object that holds more in each snapshot.</summary>
/// <param name="Object">The object in the last snapshot.</param>
/// <param name="References">References that leave it or a store of its own, in each snapshot.</param>
/// <param name="RetainedBytes">Its retained size in each snapshot.</param>
public sealed record GrowingObjectInfo(ObjectInfo Object, ImmutableArray<long> References, ImmutableArray<long> RetainedBytes);
