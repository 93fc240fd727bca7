using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Diagnosis.Health;

/// <summary>What a process holds, and how near it is to the limits of its heap and its container.</summary>
static class MemoryChecks
{
    const double NearLimit = 0.85;

    public static HealthCheck Memory(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Memory", rule = "A problem when 'heaptrail watch' would call it a leak: what remains after full collections rises in 40 of them.",
            blind = "Some seconds show how much is held, not whether it grows: only many collections do.";
        ProcessSample last = samples[^1];
        TrendVerdict trend = TrendJudge.Judge(samples);
        FloorReading? floor = samples.LastOrDefault(sample => !sample.Floors.IsEmpty)?.Floors[^1];
        string found = string.Join(", ", new[]
        {
            last.Rss is { } rss ? $"{ByteSize.Format(rss)} resident" : null,
            last.HeapUsed is { } used ? $"{ByteSize.Format(used)} of heap in use" : null,
            floor is null ? null : $"{ByteSize.Format(floor.HeapUsed)} after a full collection",
            last.External is { } external ? $"{ByteSize.Format(external)} outside the heap" : null,
        }.OfType<string>()) + ".";
        if (last is { Rss: null, HeapUsed: null })
            return new(name, HealthVerdict.Unknown, "The memory of the process could not be read.", rule, blind);
        if (trend.IsLeak)
            return new(name, HealthVerdict.Problem, $"{found} {trend.Sentence}", rule, blind, trend.Advice ?? "");
        return trend is { Kind: TrendKind.NotEnoughData, Pace: not null }
            ? new(name, HealthVerdict.Notice, $"{found} {trend.Sentence}", rule, blind, "Watch whether it goes on: heaptrail watch PID --gc --until-verdict.")
            : new(name, HealthVerdict.Good, found, rule, blind, trend.Kind == TrendKind.NotEnoughData ? "Whether it grows: heaptrail watch PID --until-verdict." : "");
    }

    public static HealthCheck Limits(IReadOnlyList<ProcessSample> samples)
    {
        const string name = "Limits", rule = "A problem when 85 % of the heap limit is held after a full collection, or 85 % of the container's memory is used; worth a look when the heap may grow beyond the container.",
            blind = "Without a full collection in these seconds, garbage counts as held. Limits of worker threads are not looked at.";
        ProcessSample last = samples[^1];
        long? held = samples.LastOrDefault(sample => !sample.Floors.IsEmpty)?.Floors[^1].HeapUsed ?? last.HeapUsed;
        var found = new List<string>();
        if (held is { } bytes && last.UsableHeap is { } heap)
            found.Add($"{ByteSize.Format(bytes)} of the {ByteSize.Format(heap)} that the heap may hold ({Counts.Percent((double)bytes / heap)})");
        if (last is { ContainerUsed: { } taken, ContainerLimit: { } container })
            found.Add($"{ByteSize.Format(taken)} of the {ByteSize.Format(container)} of the container ({Counts.Percent((double)taken / container)})");
        if (found.Count == 0)
            return new(name, HealthVerdict.Unknown, "The heap limit is seen through the inspector only, and there is no container.", rule, blind);
        string text = string.Join("; ", found) + ".";
        if (held >= last.UsableHeap * NearLimit)
            return new(name, HealthVerdict.Problem, text, rule, blind, "Find what fills the heap: heaptrail snapshot PID, then heaptrail leaks FILE. --max-old-space-size gives time where the machine has room.");
        if (last.ContainerUsed >= last.ContainerLimit * NearLimit)
            return new(name, HealthVerdict.Problem, text, rule, blind, "The kernel ends the process when the container is full: give it more memory, or the heap less by --max-old-space-size.");
        return HeapRoom.Of(last) is { IsMissized: true } room
            ? new(name, HealthVerdict.Notice, $"{text} The heap may grow to {ByteSize.Format(room.HeapLimit)} and would pass the container's limit before V8 feels short of memory.", rule, blind, $"Start Node.js with --max-old-space-size={room.OldSpaceSize}.")
            : new(name, HealthVerdict.Good, text, rule, blind);
    }
}
