using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What the bytes of a snapshot are, as <c>heaptrail statistics</c> shows it. All sizes are in bytes.</summary>
public sealed record StatisticsView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "statistics";
    /// <summary>Path of the snapshot as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Version of Node.js without the leading v; <see langword="null"/> when the heap does not tell.</summary>
    public required string? Node { get; init; }
    /// <summary>Nodes in the snapshot.</summary>
    public required long Nodes { get; init; }
    /// <summary>Edges in the snapshot.</summary>
    public required long Edges { get; init; }
    /// <summary>What the bytes are.</summary>
    public required StatisticsInfo Statistics { get; init; }
    /// <summary>The same by V8's node types, most bytes first.</summary>
    public required ImmutableArray<NodeTypeInfo> Types { get; init; }
    /// <summary>The same by size of the node, smallest first.</summary>
    public required ImmutableArray<SizeInfo> Sizes { get; init; }
    /// <summary>The realms.</summary>
    public required NativeContextsInfo NativeContexts { get; init; }
}

/// <summary>The nodes of one type.</summary>
/// <param name="Type">V8's word for it.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="Largest">The largest of them.</param>
public sealed record NodeTypeInfo(string Type, long Count, long ShallowBytes, ObjectInfo Largest);

/// <summary>The nodes of about one size.</summary>
/// <param name="FromBytes">Smallest shallow size.</param>
/// <param name="ToBytes">Largest shallow size.</param>
/// <param name="Count">How many.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
public sealed record SizeInfo(long FromBytes, long ToBytes, long Count, long ShallowBytes);

/// <summary>How the bytes are spread over the realms of the program: the main one, <c>vm</c> contexts, frames.</summary>
/// <param name="Contexts">One native context per realm, in the order of the file.</param>
/// <param name="SharedBytes">Bytes that several realms reach.</param>
/// <param name="OtherBytes">Bytes that none reaches.</param>
public sealed record NativeContextsInfo(ImmutableArray<NativeContextInfo> Contexts, long SharedBytes, long OtherBytes);

/// <summary>One realm.</summary>
/// <param name="Object">Its native context.</param>
/// <param name="ShallowBytes">Bytes of the nodes that belong to it alone.</param>
public sealed record NativeContextInfo(ObjectInfo Object, long ShallowBytes);
