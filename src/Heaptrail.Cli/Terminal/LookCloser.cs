using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>The command that goes on where a finding ends.</summary>
static class LookCloser
{
    /// <summary>Shows what holds the leaked object in the last snapshot, of a suspect what is in its holder; <see langword="null"/> when the object or the file is not known.</summary>
    public static string? Command(LeakReport report, Finding finding)
    {
        if (report.Snapshots.IsDefaultOrEmpty || finding.Path.IsDefaultOrEmpty)
            return null;
        string file = report.Snapshots[^1].File;
        bool isSuspect = report.Snapshots.Length == 1;
        long id = isSuspect ? finding.Holder.Id : finding.Path[^1].Id;
        // Standard input is gone, and a name that would have to be spelled out differently cannot be pasted.
        return id > 0 && file is not ("" or "-") && Printable.Clean(file) == file ? $"heaptrail {(isSuspect ? "inspect" : "retainers")} {Quoted(file)} @{id}" : null;
    }

    static string Quoted(string file)
    {
        bool isPlain = file[0] != '-' && file.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:@%=,".Contains(c, StringComparison.Ordinal));
        return isPlain ? file : $"'{(file[0] == '-' ? "./" : "")}{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
