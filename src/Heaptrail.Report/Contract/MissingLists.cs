using System.Collections.Immutable;
using Heaptrail.Diagnosis;

namespace Heaptrail.Report.Contract;

/// <summary>Turns lists that a JSON text leaves out into empty ones; generated code leaves them uninitialised, which throws when read.</summary>
static class MissingLists
{
    public static LeakReport WithoutMissingLists(this LeakReport report) => report with
    {
        Snapshots = OrEmpty(report.Snapshots),
        Memory = OrEmpty(report.Memory),
        Findings = [.. OrEmpty(report.Findings).Select(WithoutMissingLists)],
        Dismissed = OrEmpty(report.Dismissed),
        Warnings = OrEmpty(report.Warnings),
        Recipe = report.Recipe is { } recipe ? recipe with { Command = OrEmpty(recipe.Command), Urls = OrEmpty(recipe.Urls) } : null,
        Crash = report.Crash is { } crash ? crash with { Threads = [.. OrEmpty(crash.Threads).Select(thread => thread with { Frames = OrEmpty(thread.Frames) })] } : null,
        Verification = report.Verification is { } verification ? verification with { Leaks = OrEmpty(verification.Leaks) } : null,
    };

    static Finding WithoutMissingLists(Finding finding) => finding with
    {
        Unit = finding.Unit with { Objects = OrEmpty(finding.Unit.Objects), Contains = OrEmpty(finding.Unit.Contains) },
        Growth = finding.Growth with { RetainedBytes = OrEmpty(finding.Growth.RetainedBytes) },
        Path = OrEmpty(finding.Path),
        AllocatedAt = OrEmpty(finding.AllocatedAt),
    };

    static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
