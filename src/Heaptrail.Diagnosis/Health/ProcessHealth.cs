using System.Collections.Immutable;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Diagnosis.Health;

/// <summary>Judges a process from what was read of it in some seconds: what it does with its time, what it holds, and how near its limits are.</summary>
public static class ProcessHealth
{
    /// <summary>All checks, in the order in which they matter.</summary>
    /// <param name="samples">Readings in order of time, about one a second.</param>
    public static ImmutableArray<HealthCheck> Judge(IReadOnlyList<ProcessSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0)
            return [];
        return
        [
            TimeChecks.Processor(samples), TimeChecks.Collector(samples), TimeChecks.EventLoop(samples),
            HeldChecks.Resources(samples), HeldChecks.Descriptors(samples), MemoryChecks.Memory(samples), MemoryChecks.Limits(samples),
        ];
    }

    /// <summary>The checks in a sentence: the first problem is the one to begin with, since what comes later often follows from it.</summary>
    /// <param name="checks">All checks.</param>
    public static string Summary(IReadOnlyCollection<HealthCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        string[] problems = Names(HealthVerdict.Problem), notices = Names(HealthVerdict.Notice), unknown = Names(HealthVerdict.Unknown);
        string first = problems.Length > 0 ? $"Begin with: {string.Join(", ", problems)}."
            : notices.Length > 0 ? $"No problem; worth a look: {string.Join(", ", notices)}."
            : "Nothing stands out.";
        return unknown.Length > 0 ? $"{first} Not known: {string.Join(", ", unknown)}." : first;

        string[] Names(HealthVerdict verdict) => [.. checks.Where(check => check.Verdict == verdict).Select(check => char.IsUpper(check.Name[1]) ? check.Name : check.Name.ToLowerInvariant())];
    }
}
