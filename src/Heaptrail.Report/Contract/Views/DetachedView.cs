using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>Nodes that were taken out of a document and are still held, as <c>heaptrail detached</c> shows them. All sizes are in bytes.</summary>
public sealed record DetachedView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "detached";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Bytes of the whole heap.</summary>
    public required long TotalBytes { get; init; }
    /// <summary>Version of Node.js without the leading v; <see langword="null"/> when the heap is not of Node.js or does not tell.</summary>
    public required string? Node { get; init; }
    /// <summary>Native nodes that are marked as attached to a document.</summary>
    public required long Attached { get; init; }
    /// <summary>Detached nodes in all.</summary>
    public required long Count { get; init; }
    /// <summary>Classes of detached nodes; <see cref="Groups"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The detached nodes by class, most retained bytes first.</summary>
    public required ImmutableArray<DetachedInfo> Groups { get; init; }
    /// <summary>Realms beside the first: in Node.js, <c>vm</c> contexts, the nearest thing to a detached document when nobody uses them.</summary>
    public required ImmutableArray<RealmInfo> OtherRealms { get; init; }
}

/// <summary>Detached nodes of one class.</summary>
/// <param name="Class">Its name, with "Detached" before it.</param>
/// <param name="Count">How many.</param>
/// <param name="Distance">Shortest distance of one of them; <see langword="null"/> when only V8's own roots lead to them.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain together, nothing counted twice.</param>
/// <param name="Sample">The one that retains most.</param>
/// <param name="Path">A shortest path to it from an object that the root holds, that object first.</param>
public sealed record DetachedInfo(string Class, long Count, int? Distance, long ShallowBytes, long RetainedBytes, ObjectInfo Sample, ImmutableArray<HeldStep> Path);

/// <summary>A realm beside the first.</summary>
/// <param name="Object">Its native context.</param>
/// <param name="Path">A shortest path to it.</param>
public sealed record RealmInfo(ObjectInfo Object, ImmutableArray<HeldStep> Path);
