using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract.Views;

/// <summary>The classes of one snapshot, as <c>heaptrail summary</c> shows them. All sizes are in bytes.</summary>
public sealed record SummaryView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "summary";
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
    /// <summary>The realms, when they were asked for.</summary>
    public NativeContextsInfo? NativeContexts { get; init; }
    /// <summary>Which objects are counted in <see cref="Rows"/>, in words; empty for all.</summary>
    public required ImmutableArray<string> Only { get; init; }
    /// <summary>How many classes passed the filter; <see cref="Rows"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The classes, in the order asked for.</summary>
    public required ImmutableArray<ClassInfo> Rows { get; init; }
}

/// <summary>What the bytes of a heap are.</summary>
/// <param name="TotalBytes">All of them; the other figures add up to this.</param>
/// <param name="CodeBytes">Compiled code.</param>
/// <param name="StringBytes">Strings.</param>
/// <param name="ArrayBytes">JavaScript arrays with their elements.</param>
/// <param name="TypedArrayBytes">Bytes of typed arrays and buffers.</param>
/// <param name="SystemBytes">V8's own objects.</param>
/// <param name="OtherBytes">Other objects of the JavaScript heap.</param>
/// <param name="OtherNativeBytes">Other memory outside the JavaScript heap.</param>
public sealed record StatisticsInfo(
    long TotalBytes, long CodeBytes, long StringBytes, long ArrayBytes, long TypedArrayBytes, long SystemBytes, long OtherBytes, long OtherNativeBytes);

/// <summary>One class.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Location">Where its constructor is declared; <see langword="null"/> when not known.</param>
/// <param name="Count">Objects with a size of their own.</param>
/// <param name="Distance">Shortest distance of one of them; <see langword="null"/> when only V8's own roots lead to them.</param>
/// <param name="ShallowBytes">Sum of their shallow sizes.</param>
/// <param name="RetainedBytes">What they retain together, nothing counted twice.</param>
public sealed record ClassInfo(string Class, SourceLocation? Location, long Count, int? Distance, long ShallowBytes, long RetainedBytes);
