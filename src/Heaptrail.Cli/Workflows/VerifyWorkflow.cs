using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Verification;

namespace Heaptrail.Cli.Workflows;

/// <summary>Does again what an earlier run did, and says what came of its leaks.</summary>
sealed class VerifyWorkflow(string file, LeakReport baseline, UserTerminal terminal)
{
    // A report is a few hundred kilobytes; what is much larger is something else.
    const long LongestReport = 256L * 1024 * 1024;

    /// <summary>Reads the report of the earlier run.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read or is no report.</exception>
    /// <exception cref="UsageException">It is a report that cannot be run again.</exception>
    public static LeakReport ReadBaseline(string file)
    {
        LeakReport report = UnreadableFileException.Guard(file, () =>
        {
            var info = new FileInfo(file);
            if (info.Exists && info.Length > LongestReport)
                throw new IOException("it is far too large for a report of 'heaptrail find --json'; is it a snapshot?");
            try
            {
                return ReportJson.Read(File.ReadAllBytes(file));
            }
            catch (ReportFormatException e)
            {
                throw new IOException($"{e.Message}; make one with 'heaptrail find --json -- node server.js > {file}'", e);
            }
        });
        if (report.Recipe is null)
            throw new UsageException($"{file} is a report of '{report.Command}' and does not say how the program was driven: make a baseline with 'heaptrail find --json'");
        return report;
    }

    /// <summary>Runs it.</summary>
    /// <param name="command">The command that starts the program; the earlier one when empty.</param>
    /// <param name="attach">A running process to look at instead.</param>
    /// <param name="folder">Folder for the snapshots.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<LeakReport> RunAsync(string[] command, string? attach, string? folder, CancellationToken cancel)
    {
        FindOptions earlier = FindOptions.Of(baseline.Recipe!);
        if (command.Length == 0 && attach is null && earlier.Command.IsEmpty)
            throw new UsageException("the baseline looked at a running process: name the one to look at now, as in 'heaptrail verify --baseline run.json 4121'");
        FindOptions options = (earlier with
        {
            Command = attach is not null ? [] : command.Length > 0 ? [.. command] : earlier.Command,
            Attach = attach,
            Folder = folder,
        }).Checked();
        LeakReport run = await new FindWorkflow(options, terminal).RunAsync(cancel).ConfigureAwait(false);
        return RunComparison.Compare(baseline, file, run);
    }
}
