using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>One row of the comparison of two runs.</summary>
/// <param name="What">What is compared.</param>
/// <param name="Before">The earlier run.</param>
/// <param name="After">This run.</param>
/// <param name="Change">The difference in percent; empty where it says nothing.</param>
public sealed record VerificationRow(string What, string Before, string After, string Change);

/// <summary>Two runs side by side, as texts that all formats share.</summary>
public static class VerificationRows
{
    /// <summary>The rows of which at least one run has a figure.</summary>
    public static IReadOnlyList<VerificationRow> Of(VerificationInfo verification)
    {
        (RunFigures before, RunFigures after) = (verification.Before, verification.After);
        VerificationRow?[] rows =
        [
            Row("Heap, growth per request", before.HeapPerRequest, after.HeapPerRequest, Bytes, isRatio: false),
            Row("Process, growth per request", before.ProcessPerRequest, after.ProcessPerRequest, Bytes, isRatio: false),
            Row("Requests per second", before.PerSecond, after.PerSecond, Counts.Measured, isRatio: true),
            Row("Latency p50", before.LatencyMilliseconds?.P50, after.LatencyMilliseconds?.P50, Durations.FormatMilliseconds, isRatio: true),
            Row("Latency p99", before.LatencyMilliseconds?.P99, after.LatencyMilliseconds?.P99, Durations.FormatMilliseconds, isRatio: true),
        ];
        return [.. rows.OfType<VerificationRow>()];
    }

    /// <summary>What came of a leak, as the first word of its line.</summary>
    public static string WordOf(LeakFate fate) => fate switch { LeakFate.Fixed => "fixed", LeakFate.Still => "still there", _ => "new" };

    /// <summary>The pace of a leak in both runs; empty where requests were not counted.</summary>
    public static string PaceOf(VerifiedLeak leak) => leak switch
    {
        { Before: { } before, After: { } after } => $"{Counts.Measured(before)} → {Counts.Measured(after)} per request",
        { Before: { } before, Fate: LeakFate.Fixed } => $"{Counts.Measured(before)} → 0 per request",
        { After: { } after } => $"{Counts.Measured(after)} per request",
        _ => "",
    };

    static VerificationRow? Row(string what, double? before, double? after, Func<double, string> format, bool isRatio) => (before, after) is (null, null) ? null
        : new(what, before is { } b ? format(b) : "–", after is { } a ? format(a) : "–", isRatio && before > 0 && after is not null ? Percent((after.Value / before.Value) - 1) : "");

    static string Bytes(double bytes) => ByteSize.Signed((long)Math.Round(bytes));

    static string Percent(double change)
    {
        long percent = (long)Math.Round(change * 100);
        return percent == 0 ? "same" : $"{Counts.Signed(percent)} %";
    }
}
