using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Heaptrail.Diagnosis.Health;

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
    /// <summary>The process, what it does and how near its limits are; <see langword="null"/> when only the machine was asked about.</summary>
    public HealthInfo? Health { get; init; }
    /// <summary>What can be captured here, in the order in which it matters.</summary>
    public required ImmutableArray<DoctorCheck> Checks { get; init; }
}

/// <summary>How a process looks after some seconds.</summary>
/// <param name="Target">The process.</param>
/// <param name="Seconds">How long it was read.</param>
/// <param name="Samples">How often.</param>
/// <param name="Summary">What to begin with, in a sentence.</param>
/// <param name="Checks">What was judged, in the order in which it matters.</param>
public sealed record HealthInfo(TargetInfo Target, double Seconds, int Samples, string Summary, ImmutableArray<HealthCheck> Checks);

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
