using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Triggers;

/// <summary>What makes a capture happen by itself.</summary>
public sealed record CaptureTriggers
{
    /// <summary>After this time, again and again; <see langword="null"/> for never.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>When memory in use has grown by so many bytes above that of the last capture; <see langword="null"/> for never.</summary>
    public long? Growth { get; init; }

    /// <summary>When the verdict is a leak: once.</summary>
    public bool OnSlope { get; init; }

    /// <summary>When so large a share of V8's heap limit, or of the container, is in use: once; <see langword="null"/> for never.</summary>
    public double? NearLimit { get; init; }

    /// <summary>Whether there is any.</summary>
    public bool IsAny => Every is not null || Growth is not null || OnSlope || NearLimit is not null;
}

/// <summary>Decides when a capture is due. Pure: time and samples come from outside.</summary>
/// <param name="triggers">What makes one happen.</param>
/// <param name="begin">When the watch began.</param>
public sealed class CaptureTrigger(CaptureTriggers triggers, DateTimeOffset begin)
{
    DateTimeOffset last = begin;
    long? mark;
    bool hasSlope;
    bool hasLimit;

    /// <summary>Looks at a sample.</summary>
    /// <param name="sample">The newest.</param>
    /// <param name="verdict">What the samples say about the trend.</param>
    /// <returns>Why a capture is due; <see langword="null"/> when none is.</returns>
    public string? Judge(ProcessSample sample, TrendVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(verdict);
        long? used = Used(sample);
        mark ??= used;
        if (triggers.Growth is { } growth && used - mark >= growth)
            return $"{ByteSize.Signed(used!.Value - mark!.Value)} since the last mark of {ByteSize.Format(mark.Value)}";
        if (triggers.NearLimit is { } share && !hasLimit && Limit(sample) is { } near && near >= share)
        {
            hasLimit = true;
            return $"{Counts.Percent(near)} of the limit in use";
        }
        if (triggers.OnSlope && !hasSlope && verdict.IsLeak)
        {
            hasSlope = true;
            return verdict.Sentence;
        }
        return triggers.Every is { } every && sample.At - last >= every ? $"{Durations.Format(every)} have passed" : null;
    }

    /// <summary>A capture was taken, or could not be. The next sample is the new mark: the capture itself may have made the process larger.</summary>
    /// <param name="at">When.</param>
    public void Captured(DateTimeOffset at) => (last, mark) = (at, null);

    /// <summary>What is held, as exactly as it is known: after the last collection, else in use, else outside of files.</summary>
    static long? Used(ProcessSample sample) => sample.Floors.IsEmpty ? sample.HeapUsed is not null ? null : sample.Anonymous ?? sample.Rss : sample.Floors[^1].HeapUsed;

    static double? Limit(ProcessSample sample)
    {
        double? heap = sample is { HeapUsed: { } used, UsableHeap: > 0 and { } limit } ? (double)used / limit : null;
        double? container = sample is { ContainerUsed: { } taken, ContainerLimit: > 0 and { } most } ? (double)taken / most : null;
        return heap is { } one && container is { } other ? double.Max(one, other) : heap ?? container;
    }
}
