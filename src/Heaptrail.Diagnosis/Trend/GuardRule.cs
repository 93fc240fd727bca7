using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Diagnosis.Trend;

/// <summary>
/// Decides when a process has to be replaced. One sample decides nothing: memory in use goes up and down with each collection, and a snapshot that was taken
/// leaves a process large for good.
/// </summary>
public static class GuardRule
{
    /// <summary>So many samples in a row must agree.</summary>
    public const int Confirmations = 3;

    /// <summary>Judges a process.</summary>
    /// <param name="samples">Its samples in order of time.</param>
    /// <param name="verdict">What they say about its trend.</param>
    /// <param name="limits">What is allowed.</param>
    /// <returns><see langword="null"/> when it may stay.</returns>
    public static GuardReason? Judge(IReadOnlyList<ProcessSample> samples, TrendVerdict verdict, GuardLimits limits)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(limits);
        if (samples.Count < Confirmations)
            return null;
        ProcessSample[] last = [.. samples.Skip(samples.Count - Confirmations)];
        if (limits.MaxRss is { } most && last.All(sample => sample.Rss > most))
            return new("rss", $"occupies {ByteSize.Format(last[^1].Rss!.Value)} and may occupy {ByteSize.Format(most)}");
        if (last.All(sample => sample is { ContainerLimit: { } container, ContainerUsed: { } used } && used > container * limits.MaxContainer))
            return new("container", $"is in a container that uses {ByteSize.Format(last[^1].ContainerUsed!.Value)} of {ByteSize.Format(last[^1].ContainerLimit!.Value)}");
        return Heap(samples, limits) ?? Leak(verdict, limits);
    }

    /// <summary>
    /// What remains after a full collection counts, and what is in use now must not be below. A small heap has only two or three collections between
    /// this and its end, so there is no waiting for more of them.
    /// </summary>
    static GuardReason? Heap(IReadOnlyList<ProcessSample> samples, GuardLimits limits)
    {
        if (samples[^1].UsableHeap is not { } limit || limits.MaxHeap <= 0)
            return null;
        FloorReading? floor = samples.Skip(int.Max(0, samples.Count - 60)).LastOrDefault(sample => !sample.Floors.IsEmpty)?.Floors[^1];
        return floor is not null && floor.HeapUsed > limit * limits.MaxHeap && samples[^1].HeapUsed >= floor.HeapUsed * 0.98
            ? new("heap", $"holds {ByteSize.Format(floor.HeapUsed)} after a full collection, of the {ByteSize.Format(limit)} that its heap may have")
            : null;
    }

    static GuardReason? Leak(TrendVerdict verdict, GuardLimits limits) =>
        verdict is { IsLeak: true, Limit: { } forecast } && forecast.Earliest < limits.Horizon.TotalSeconds
            ? new("leak", $"leaks and can reach its limit within {Durations.Format(TimeSpan.FromSeconds(forecast.Earliest))} to {Durations.Format(TimeSpan.FromSeconds(double.Min(forecast.Latest, 366 * 86400)))}")
            : null;
}
