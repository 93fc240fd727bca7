using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Text;

/// <summary>Commands that a reader can paste to look closer.</summary>
public static class NextCommands
{
    /// <summary>Shows everything that holds one leaked object; <see langword="null"/> when there is no snapshot file or no object.</summary>
    public static string? Retainers(LeakReport report, Finding finding) =>
        report.Snapshots is [.., { File.Length: > 0 } last] && finding.Path is [.., { Id: > 0 } unit]
            ? $"heaptrail retainers {ShellWord(Printable.Clean(last.File))} @{unit.Id}"
            : null;

    /// <summary>One word for a POSIX shell, in quotes only when it needs them.</summary>
    public static string ShellWord(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:@+,=%".Contains(c, StringComparison.Ordinal))
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
