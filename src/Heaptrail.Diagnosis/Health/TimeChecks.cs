using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Diagnosis.Health;

/// <summary>What a process does with its time: processor, garbage collection, event loop.</summary>
static class TimeChecks
{
    // The figures of clinic doctor, which has shown for years that people agree with them.
    const double BusyProcessor = 0.9;
    const double MuchCollecting = 100;     // ms in a second
    const double CollectingShare = 0.1;
    const double SlowLoop = 10;            // ms, median of the samples
    const double StandingLoop = 100;       // ms, worst sample
    const double FullLoop = 0.95;

    public static HealthCheck Processor(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "CPU", rule = "A problem when more than 90 % of a core is used in half of the seconds or more; worth a look when the event loop is busy all the time with less than that.",
            blind = "Threads are added up: the collector and native work count as well. Which function takes the time is not seen.";
        double[] use = [.. Between(samples, sample => sample.CpuSeconds)];
        if (use.Length == 0)
            return new(name, HealthVerdict.Unknown, "The CPU time of the process could not be read.", rule, blind);
        double middle = Medians.Of(use);
        double busy = Medians.Of(samples.Skip(1).Select(sample => sample.LoopUse).OfType<double>());
        string found = $"{Counts.Percent(middle)} of a core in the middle, {Counts.Percent(use.Max())} in the busiest second.";
        if (middle <= BusyProcessor && busy >= FullLoop)
        {
            return new(name, HealthVerdict.Notice, $"{found} The event loop is busy all the time, though.", rule, blind,
                "The program waits in one piece (fs.…Sync, execSync), or gets too little CPU: other programs take it, or its container has a limit.");
        }
        return middle > BusyProcessor
            ? new(name, HealthVerdict.Problem, found, rule, blind, "Record which functions run: node --cpu-prof app.js, or the profiler of Chrome DevTools. Where the collector is the problem as well, begin there.")
            : new(name, HealthVerdict.Good, $"{found} Most of the time it {(middle < 0.5 ? "waits: for requests, files, or other servers" : "works, and has room")}.", rule, blind);
    }

    public static HealthCheck Collector(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Garbage collection", rule = "A problem when collections stop the program for more than 100 ms in a second, or for 10 % of the time.",
            blind = "Work of the collector beside the program is not counted. Without load there is little garbage.";
        (double Collecting, double Seconds)[] times = [.. samples.Zip(samples.Skip(1)).Where(pair => pair.Second.GcMilliseconds is not null)
            .Select(pair => (pair.Second.GcMilliseconds!.Value, double.Max((pair.Second.At - pair.First.At).TotalSeconds, 0.001)))];
        if (times.Length == 0)
            return new(name, HealthVerdict.Unknown, "Collections are seen through the inspector only.", rule, blind);
        double worst = times.Max(time => time.Collecting / double.Max(time.Seconds, 1)), share = times.Sum(time => time.Collecting) / 1000 / times.Sum(time => time.Seconds);
        double longest = samples.Max(sample => sample.GcLongest ?? 0);
        int full = samples.Skip(1).Sum(sample => sample.Floors.Length), young = samples.Skip(1).Sum(sample => sample.MinorCollections ?? 0);
        string found = $"{Counts.Percent(share)} of the time, {Durations.FormatMilliseconds(worst)} in the worst second; {Counts.Of(full, "full collection")} and {Counts.Format(young)} of young objects, the longest {Durations.FormatMilliseconds(longest)}.";
        if (worst <= MuchCollecting && share <= CollectingShare)
            return new(name, HealthVerdict.Good, found, rule, blind);
        return new(name, HealthVerdict.Problem, found, rule, blind, full > young / 10
            ? "Many full collections: the heap is nearly full or much survives. See which classes fill it: heaptrail snapshot PID, then heaptrail summary FILE."
            : "Many objects that live shortly. See which functions allocate: heaptrail sample PID --all. A larger --max-semi-space-size helps where they must.");
    }

    public static HealthCheck EventLoop(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Event loop", rule = "A problem when a timer comes 10 ms late as a rule (99th percentile of a second), 100 ms once, or when the loop is busy for 95 % of the time.",
            blind = "Delay of the loop is not the time that a request takes: waiting for a database is not in it.";
        double[] delays = [.. samples.Select(sample => sample.LoopDelay).OfType<double>()], use = [.. samples.Skip(1).Select(sample => sample.LoopUse).OfType<double>()];
        if (delays.Length == 0 && use.Length == 0)
            return new(name, HealthVerdict.Unknown, "The event loop is seen through the inspector only.", rule, blind);
        double middle = Medians.Of(delays), worst = delays.DefaultIfEmpty().Max(), busy = Medians.Of(use);
        string found = $"{Durations.FormatMilliseconds(middle)} late as a rule, {Durations.FormatMilliseconds(worst)} at worst; busy for {Counts.Percent(busy)} of the time.";
        return middle >= SlowLoop || worst >= StandingLoop || busy >= FullLoop
            ? new(name, HealthVerdict.Problem, found, rule, blind, "Something runs for long in one piece: look for synchronous calls (fs.…Sync, JSON of large texts, crypto), and record functions with node --cpu-prof.")
            : new(name, HealthVerdict.Good, found, rule, blind);
    }

    /// <summary>A figure that only grows, as its pace between neighbours.</summary>
    static IEnumerable<double> Between(IReadOnlyList<ProcessSample> samples, Func<ProcessSample, double?> figure)
    {
        for (var i = 1; i < samples.Count; i++)
            if (figure(samples[i]) - figure(samples[i - 1]) is { } more && (samples[i].At - samples[i - 1].At).TotalSeconds is > 0.05 and var seconds)
                yield return double.Max(0, more / seconds);
    }
}
