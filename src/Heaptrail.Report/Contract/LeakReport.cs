using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Report.Contract;

/// <summary>
/// The result of a run, as every command gives it and every renderer shows it. Its JSON form is the public contract: adding
/// members is compatible, renaming or removing one raises <see cref="SchemaVersion"/>. Not known is <see langword="null"/>.
/// </summary>
public sealed record LeakReport
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = 1;
    /// <summary>Who made the report.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line: find, leaks, …</summary>
    public required string Command { get; init; }
    /// <summary>The one-word answer.</summary>
    public required Verdict Verdict { get; init; }
    /// <summary>The answer in one sentence.</summary>
    public required string Summary { get; init; }
    /// <summary>The process looked at; <see langword="null"/> when only files were read.</summary>
    public TargetInfo? Target { get; init; }
    /// <summary>The snapshots compared, oldest first.</summary>
    public ImmutableArray<SnapshotInfo> Snapshots { get; init; } = [];
    /// <summary>
    /// How objects were recognised from one snapshot to the next: <c>path</c> for copies of memory, by address, path from the root and
    /// class; absent when it was by V8's ids.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MatchedBy { get; init; }
    /// <summary>Readings of the process's memory, oldest first.</summary>
    public ImmutableArray<MemorySample> Memory { get; init; } = [];
    /// <summary>What load was driven; <see langword="null"/> when none was.</summary>
    public LoadInfo? Load { get; init; }
    /// <summary>The leaks, greatest growth first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
    /// <summary>What grew and is no leak.</summary>
    public ImmutableArray<Dismissal> Dismissed { get; init; } = [];
    /// <summary>What the reader should know about the measurement, one plain sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
    /// <summary>How the run was driven; absent when files were read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeInfo? Recipe { get; init; }
    /// <summary>How the program died; absent when it did not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CrashInfo? Crash { get; init; }
    /// <summary>The comparison with an earlier run; absent when there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VerificationInfo? Verification { get; init; }
}

/// <summary>Who made the report.</summary>
/// <param name="Name">Always <c>heaptrail</c>.</param>
/// <param name="Version">Semantic version.</param>
public sealed record ToolInfo(string Name, string Version);

/// <summary>The process looked at.</summary>
/// <param name="Pid">Its process id on this machine.</param>
/// <param name="Node">Version of Node.js without the leading v.</param>
/// <param name="Command">Its command line.</param>
/// <param name="Isolate"><c>main</c> or the name of a worker thread.</param>
public sealed record TargetInfo(int Pid, string? Node, string Command, string Isolate);

/// <summary>One snapshot.</summary>
/// <param name="File">Path of the file as the user can open it.</param>
/// <param name="Label">What it stands for, such as <c>after round 1</c>.</param>
/// <param name="Method">How it was taken: inspector, memory, core or file.</param>
/// <param name="Nodes">Nodes in it.</param>
/// <param name="Edges">Edges in it.</param>
/// <param name="ShallowBytes">Sum of all shallow sizes.</param>
/// <param name="TakenAt">When it was taken, UTC.</param>
/// <param name="Requests">Requests served by then, since the first; <see langword="null"/> when none were counted.</param>
/// <param name="PauseMilliseconds">How long the target stood still for it.</param>
public sealed record SnapshotInfo(
    string File, string Label, string Method, long Nodes, long Edges, long ShallowBytes, DateTimeOffset? TakenAt, long? Requests, double? PauseMilliseconds);

/// <summary>The load that was driven in all measured rounds together.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="PerSecond">Requests per second while load was driven.</param>
/// <param name="Failed">Requests without an answer or with a status of 500 and above.</param>
/// <param name="LatencyMilliseconds">Latency distribution; <see langword="null"/> when not measured (own load command).</param>
public sealed record LoadInfo(long Requests, double PerSecond, long Failed, LatencyInfo? LatencyMilliseconds);

/// <summary>Latency in milliseconds.</summary>
/// <param name="P50">Median.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Maximum.</param>
public sealed record LatencyInfo(double P50, double P99, double Max);
