using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract.Views;

/// <summary>What can be captured on this machine and what to set where it cannot, as <c>heaptrail doctor</c> shows it.</summary>
public sealed record DoctorView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "doctor";
    /// <summary>The process that was asked about; <see langword="null"/> for the machine alone.</summary>
    public int? Pid { get; init; }
    /// <summary>What was looked at, in the order in which it matters.</summary>
    public required ImmutableArray<DoctorCheck> Checks { get; init; }
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Verdict">Whether it works.</param>
/// <param name="Found">What was found, in one sentence.</param>
/// <param name="Advice">What to set or run; empty when there is nothing to do.</param>
public sealed record DoctorCheck(string Name, DoctorVerdict Verdict, string Found, string Advice = "");

/// <summary>Whether something works here.</summary>
public enum DoctorVerdict
{
    /// <summary>It works.</summary>
    [JsonStringEnumMemberName("works")] Works,
    /// <summary>It works in part, or only for some.</summary>
    [JsonStringEnumMemberName("limited")] Limited,
    /// <summary>It does not work.</summary>
    [JsonStringEnumMemberName("fails")] Fails,
}
