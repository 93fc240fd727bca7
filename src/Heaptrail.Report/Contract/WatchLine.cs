using System.Text.Json.Serialization;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Contract;

/// <summary>One line of what <c>watch --json</c> prints and <c>--record</c> keeps: who is watched, a sample, a snapshot that was taken, or the verdict.</summary>
public sealed record WatchLine
{
    /// <summary>What the line is: <c>target</c>, <c>sample</c>, <c>snapshot</c> or <c>verdict</c>.</summary>
    public required string Type { get; init; }
    /// <summary>Version of the shape, in the first line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SchemaVersion { get; init; }
    /// <summary>Who made it, in the first line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ToolInfo? Tool { get; init; }
    /// <summary>The process, in the first line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TargetInfo? Target { get; init; }
    /// <summary>A reading.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProcessSample? Sample { get; init; }
    /// <summary>The answer so far; the last one is the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrendVerdict? Verdict { get; init; }

    /// <summary>A snapshot that was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SnapshotTakenView? Snapshot { get; init; }

    /// <summary>The first line.</summary>
    /// <param name="tool">Who makes it.</param>
    /// <param name="target">The process.</param>
    public static WatchLine Of(ToolInfo tool, TargetInfo target) => new() { Type = "target", SchemaVersion = ReportJson.SchemaVersion, Tool = tool, Target = target };

    /// <summary>A line with a reading.</summary>
    /// <param name="sample">The reading.</param>
    public static WatchLine Of(ProcessSample sample) => new() { Type = "sample", Sample = sample };

    /// <summary>A line with a snapshot.</summary>
    /// <param name="taken">The snapshot.</param>
    public static WatchLine Of(SnapshotTakenView taken) => new() { Type = "snapshot", Snapshot = taken };

    /// <summary>A line with an answer.</summary>
    /// <param name="verdict">The answer.</param>
    public static WatchLine Of(TrendVerdict verdict) => new() { Type = "verdict", Verdict = verdict };
}
