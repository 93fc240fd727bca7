using System.Collections.Immutable;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Diagnosis.Health;

/// <summary>What a process keeps open: timers, sockets, requests to the system, file descriptors.</summary>
static class HeldChecks
{
    const double LeastGrowth = 10;
    const double LeastShare = 0.2;
    const double NearlyAll = 0.8;
    const int MostTypes = 4;
    const int LeastSamples = 6;

    public static HealthCheck Resources(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Active resources", rule = "Worth a look when the number of one type rises from the first to the last third by 10 and by 20 %, and is highest at the end.",
            blind = "A rise in some seconds may be load that has just begun. Timers that are not waited for (unref) are not counted.";
        ImmutableSortedDictionary<string, int>[] seen = [.. samples.Select(sample => sample.Resources).OfType<ImmutableSortedDictionary<string, int>>()];
        if (seen.Length == 0)
            return new(name, HealthVerdict.Unknown, "They are seen through the inspector only.", rule, blind);
        string[] growing = [.. seen[^1].Keys.Where(type => Rises([.. seen.Select(one => (double)one.GetValueOrDefault(type))]))];
        string now = seen[^1].IsEmpty ? "none" : string.Join(", ", seen[^1].OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostTypes).Select(pair => $"{pair.Key} {Counts.Format(pair.Value)}"));
        if (growing.Length == 0)
            return new(name, HealthVerdict.Good, $"{now}.", rule, blind);
        string changes = string.Join(", ", growing.Select(type => $"{type} {Counts.Format(seen[0].GetValueOrDefault(type))} → {Counts.Format(seen[^1][type])}"));
        return new(name, HealthVerdict.Notice, $"{changes}; now {now}.", rule, blind, $"Watch whether it goes on: heaptrail watch PID. Whatever creates a {growing[0]} has to end it.");
    }

    public static HealthCheck Descriptors(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Files and sockets", rule = "A problem when 80 % of the descriptors that the process may open are open; worth a look when they rise as active resources do.",
            blind = "What they are is not looked at: ls -l /proc/PID/fd shows it.";
        ProcessSample last = samples[^1];
        double[] counts = [.. samples.Select(sample => (double?)sample.Descriptors).OfType<double>()];
        if (counts.Length == 0 || last.Descriptors is not { } open)
            return new(name, HealthVerdict.Unknown, "The descriptors of the process could not be read.", rule, blind);
        string found = last.DescriptorLimit is { } limit ? $"{Counts.Format(open)} of {Counts.Format(limit)} descriptors are open." : $"{Counts.Format(open)} descriptors are open.";
        if (open >= last.DescriptorLimit * NearlyAll)
            return new(name, HealthVerdict.Problem, found, rule, blind, "Close files and sockets when they are done with; 'ulimit -n' before the start gives time to find where.");
        return Rises(counts)
            ? new(name, HealthVerdict.Notice, $"{found} It was {Counts.Format((long)counts[0])} at first.", rule, blind, "Watch whether it goes on: heaptrail watch PID.")
            : new(name, HealthVerdict.Good, found, rule, blind);
    }

    static bool Rises(double[] counts)
    {
        if (counts.Length < LeastSamples)
            return false;
        int third = counts.Length / 3;
        double before = Medians.Of(counts[..third]), after = Medians.Of(counts[^third..]);
        return after - before >= double.Max(LeastGrowth, LeastShare * before) && counts[^third..].Max() >= counts.Max() && Medians.Of(counts[third..^third]) >= before;
    }
}
