using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>The one line about findings that are known and passed over.</summary>
public static class IgnoredFindings
{
    /// <summary><c>1 known finding ignored (freed at shutdown)</c>; empty when none is.</summary>
    public static string Line(LeakReport report)
    {
        List<Finding> ignored = [.. report.Findings.Where(f => f.Ignored)];
        if (ignored.Count == 0)
            return "";
        string reasons = string.Join("; ", ignored.Select(f => f.IgnoreReason ?? $"--ignore {f.Fingerprint}").Distinct());
        return $"{Counts.Of(ignored.Count, "known finding")} ignored ({Printable.Clean(reasons)})";
    }
}
