using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Terminal;

/// <summary>What <c>guard</c> says on standard error, a line for each event.</summary>
static class GuardText
{
    public static string Event(GuardEvent what) => $"{Time(what.At)} guard: " + what.What switch
    {
        "started" => $"process {what.Pid} is up",
        "adopted" => $"took over process {what.Pid}, which an earlier guard has started",
        "replaced" when what.Why?.StartsWith("not: ", StringComparison.Ordinal) == true => $"process {what.Pid} could not be replaced and serves on: {what.Why[5..]}",
        "replaced" => $"process {what.Pid} is up in its place{(what.Evidence is { } file ? $"; evidence: {file} (heaptrail leaks {file})" : "")}",
        "crashed" => $"process {what.Pid} {what.Why} after {Durations.Format(TimeSpan.FromSeconds(what.Uptime ?? 0))}{(what.Evidence is { } file ? $"; evidence: {file}" : "")}",
        "stopped" when what.Pid is { } pid => $"process {pid} {what.Why}",
        _ => what.What,
    };

    public static string Reason(DateTimeOffset at, int pid, GuardReason reason) => reason.Kind == "signal"
        ? $"{Time(at)} guard: replacing process {pid}: {reason.Sentence}"
        : $"{Time(at)} guard: process {pid} {reason.Sentence}; replacing it";

    public static string Passed(DateTimeOffset at, int pid, GuardReason reason) => $"{Time(at)} guard: process {pid} {reason.Sentence}";

    public static string Postponed(int pid, GuardReason reason, TimeSpan wait) =>
        $"guard: process {pid} {reason.Sentence}; it is too young to be replaced, so it stays for another {Durations.Format(wait)}. If this goes on, the limit is too low for the program";

    public static string NoEvidence(string whyNot) => $"guard: no evidence was taken: {whyNot}";

    public static string NotWatched(int pid, string whyNot) => $"guard: process {pid} is not watched for a crash: {whyNot}";

    public static string NotDiagnosed(string file, string whyNot) => $"guard: what filled the memory was not looked for: {whyNot}. Later: heaptrail leaks {file}";

    public static string Diagnosed(LeakReport report, string file) => report.Findings.IsEmpty
        ? $"guard: {report.Summary} ({file})"
        : $"guard: {report.Summary} First: {report.Findings[0].Title} ({file})";

    public static string Deleted(string file) => $"guard: deleted {file} (--keep)";

    public static string Waiting(TimeSpan time) => $"guard: starting it again in {Durations.Format(time)}";

    public static string Stopping(int count) => $"guard: ending {Counts.Of(count, "process", "processes")}";

    static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
