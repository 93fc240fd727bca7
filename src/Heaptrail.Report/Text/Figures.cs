using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>The figures of a report and its findings as texts that all formats share.</summary>
public static class Figures
{
    /// <summary>Growth in objects: sign, arrow and word. With one snapshot there is no growth, only a number.</summary>
    public static string Objects(Finding finding) => finding.Unit.Objects switch
    {
        [] => "",
        [long only] => Counts.Of(only, "object"),
        _ when GrowsByItself(finding) => "",
        _ => $"{Arrow(finding.Unit.Added)} {Counts.Signed(finding.Unit.Added)} object{(finding.Unit.Added == 1 ? "" : "s")}",
    };

    /// <summary>Growth in retained bytes: sign, arrow and word.</summary>
    public static string Retained(Finding finding) => finding.Growth.RetainedBytes switch
    {
        [] => "",
        [long only] => $"{ByteSize.Format(only)} retained",
        _ => $"{Arrow(finding.Growth.Added)} {ByteSize.Signed(finding.Growth.Added)} retained",
    };

    /// <summary><c>1 object and 230.7 B per request</c>, <c>1 object per 53 requests, 4.1 KiB per request</c>; empty when no requests were counted.</summary>
    public static string PerRequest(Finding finding)
    {
        string bytes = finding.Growth.PerRequest is { } b ? ByteSize.Format(b) : "";
        if (finding.Unit.PerRequest is not { } objects) return bytes.Length > 0 ? bytes + " per request" : "";
        if (objects is > 0 and < 0.1) return $"1 object per {Counts.Format((long)double.Round(1 / objects))} requests{(bytes.Length > 0 ? $", {bytes} per request" : "")}";
        if (GrowsByItself(finding)) return $"{bytes} per request";
        string number = Counts.Measured(objects);
        return $"{number} object{(number == "1" ? "" : "s")}{(bytes.Length > 0 ? " and " + bytes : "")} per request";
    }

    /// <summary>The counts over the snapshots and the pace: <c>0 → 1,341 → 2,682 objects, 1 object and 230.7 B per request</c>; empty with fewer than two.</summary>
    public static string Course(Finding finding)
    {
        if (finding.Unit.Objects.Length < 2) return "";
        string pace = PerRequest(finding);
        string course = GrowsByItself(finding) ? ByteSize.Series(finding.Growth.RetainedBytes) : $"{Counts.Series(finding.Unit.Objects)} objects";
        return $"{course}{(pace.Length > 0 ? ", " + pace : "")}";
    }

    /// <summary>What each leaked object drags along: <c>each with 1 Date, 2 Array</c>; empty when nothing is known.</summary>
    public static string Contains(LeakUnit unit) => unit.Contains.IsDefaultOrEmpty
        ? ""
        : (unit.Added > 0 ? "each with " : "in all ") + string.Join(", ", unit.Contains.Select(c => ContainsItem(unit, c)));

    static string ContainsItem(LeakUnit unit, UnitContent content)
    {
        double each = unit.Added > 0 ? (double)content.Added / unit.Added : content.Added;
        double whole = double.Round(each);
        string number = whole >= 1 && double.Abs(each - whole) < 0.02 ? Counts.Format((long)whole) : Counts.Measured(each);
        return $"{number} {Printable.Clean(content.Class)}";
    }

    /// <summary>Size of the heap at each snapshot; empty unless known for all.</summary>
    public static IReadOnlyList<long> HeapSizes(LeakReport report) =>
        report.Snapshots.Any(s => s.ShallowBytes <= 0) ? [] : [.. report.Snapshots.Select(s => s.ShallowBytes)];

    /// <summary>A figure of the memory readings at each snapshot, taken from the reading nearest in time; empty unless known for all.</summary>
    public static IReadOnlyList<long> AtSnapshots(LeakReport report, Func<MemorySample, long?> figure)
    {
        var readings = report.Memory.Where(m => figure(m) is not null).ToList();
        if (readings.Count == 0 || report.Snapshots.IsEmpty || report.Snapshots.Any(s => s.TakenAt is null)) return [];
        return [.. report.Snapshots.Select(s => figure(readings.MinBy(m => (m.At - s.TakenAt!.Value).Duration())!)!.Value)];
    }

    /// <summary>What was driven: <c>2,000 requests, 912 per second, none failed</c>.</summary>
    public static string Load(LoadInfo load) =>
        $"{Counts.Of(load.Requests, "request")}, {Counts.Measured(load.PerSecond)} per second, {(load.Failed == 0 ? "none" : Counts.Format(load.Failed))} failed";

    /// <summary>Latency: <c>p50 1.1 ms, p99 4 ms, max 31 ms</c>.</summary>
    public static string Latency(LatencyInfo latency) =>
        $"p50 {Durations.FormatMilliseconds(latency.P50)}, p99 {Durations.FormatMilliseconds(latency.P99)}, max {Durations.FormatMilliseconds(latency.Max)}";

    /// <summary>The process looked at: <c>node server.js · pid 4121 · Node.js 20.20.2</c>.</summary>
    public static string Target(TargetInfo target) => string.Join(" · ", new[]
    {
        target.Command.Length > 0 ? Printable.Clean(target.Command) : null,
        $"pid {target.Pid}",
        target.Node is { } node ? $"Node.js {Printable.Clean(node)}" : null,
        target.Isolate is "main" or "" ? null : $"isolate {Printable.Clean(target.Isolate)}",
    }.OfType<string>());

    /// <summary>The snapshots compared: <c>3 snapshots, 1,000 requests apart</c>; empty when there are none.</summary>
    public static string Snapshots(LeakReport report)
    {
        if (report.Snapshots.IsEmpty) return "";
        string count = Counts.Of(report.Snapshots.Length, "snapshot");
        var steps = report.Snapshots.Zip(report.Snapshots.Skip(1), (a, b) => b.Requests - a.Requests).Distinct().ToList();
        return steps is [long step] && step > 0 ? $"{count}, {Counts.Of(step, "request")} apart" : count;
    }

    // One object that gets longer, such as a text: its number says nothing.
    static bool GrowsByItself(Finding finding) => finding.Unit.Added == 0 && finding.Growth.Added > 0;

    static string Arrow(long added) => added > 0 ? "↑" : added < 0 ? "↓" : "→";
}
