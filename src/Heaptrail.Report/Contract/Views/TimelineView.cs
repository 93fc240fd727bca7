using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>When the objects of a recording were allocated, as <c>heaptrail timeline</c> shows it. Sizes are in bytes, times in seconds since the recording began.</summary>
public sealed record TimelineView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "timeline";
    /// <summary>Path of the recording as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>How long the recording is.</summary>
    public required double Seconds { get; init; }
    /// <summary>What is alive that was there before the recording began.</summary>
    public required BucketInfo Before { get; init; }
    /// <summary>What is alive of what was allocated between two marks of the recording, for all marks.</summary>
    public required ImmutableArray<BucketInfo> Buckets { get; init; }
    /// <summary>The marks that were chosen, together.</summary>
    public required BucketInfo Range { get; init; }
    /// <summary>How many classes have objects of that range; <see cref="Rows"/> may be the first of them.</summary>
    public required long Classes { get; init; }
    /// <summary>The classes of the objects allocated in the range that are still alive.</summary>
    public required ImmutableArray<ClassInfo> Rows { get; init; }
}

/// <summary>What is alive of what was allocated in a span of time.</summary>
/// <param name="FromSeconds">Its beginning.</param>
/// <param name="ToSeconds">Its end.</param>
/// <param name="AfterId">V8's ids are greater than this.</param>
/// <param name="LastId">V8's ids are at most this.</param>
/// <param name="Count">Objects that are alive.</param>
/// <param name="Bytes">Their shallow sizes.</param>
public sealed record BucketInfo(double FromSeconds, double ToSeconds, long AfterId, long LastId, long Count, long Bytes);
