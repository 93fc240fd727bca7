using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>Exit codes that follow from a result.</summary>
public static class ExitCodes
{
    /// <summary>1 when a leak was found or the program died of its heap limit, otherwise 0.</summary>
    public static int Of(LeakReport report) => report.Crash is { IsHeapLimit: true } ? 1 : Of(report.Verdict);

    /// <summary>1 when a leak was found, otherwise 0.</summary>
    public static int Of(Verdict verdict) => verdict == Verdict.Leak ? 1 : 0;
}
