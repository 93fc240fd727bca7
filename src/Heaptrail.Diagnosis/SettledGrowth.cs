using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Diagnosis;

/// <summary>
/// Tells a backlog from a leak. Both grow with the load, but a backlog (a queue that drains, timers that run out, sockets that close)
/// goes away when the program is left alone, and a leak does not.
/// </summary>
public static class SettledGrowth
{
    /// <summary>The diagnosis to report: what is left after the rest, with what went away as dismissed.</summary>
    /// <param name="loaded">The diagnosis with the last snapshot right after the load.</param>
    /// <param name="settled">The diagnosis with the last snapshot after the rest.</param>
    /// <param name="rest">How long the program was left alone.</param>
    public static LeakDiagnosis Judge(LeakDiagnosis loaded, LeakDiagnosis settled, TimeSpan rest)
    {
        IEnumerable<Finding> gone = loaded.Findings.Where(before => !settled.Findings.Any(after => IsSame(before, after)));
        return settled with { Dismissed = [.. gone.Select(finding => BacklogOf(finding, rest)), .. settled.Dismissed] };
    }

    // The place of a declaration may be known to only one of the two, and an array that is replaced by a longer one has another id.
    static bool IsSame(Finding a, Finding b) => a.Rule == b.Rule && (a.Holder.Id == b.Holder.Id || a.Holder.Name == b.Holder.Name);

    static Dismissal BacklogOf(Finding finding, TimeSpan rest) => new(
        $"{Counts.Of(finding.Unit.Added, Phrases.Thing(finding.Unit.Class))} in {finding.Holder.Name}",
        $"a backlog: when the program was left alone for {Durations.Format(rest)}, it went away",
        finding.Growth.Added);
}
