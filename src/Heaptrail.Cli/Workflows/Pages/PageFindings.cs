using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>The report and the comparison of the captures that are compared. Each is made once, however many ask.</summary>
sealed class PageFindings(CaptureList captures, IgnoreList ignored, long? requests, IProgressDisplay progress)
{
    const int MostClasses = 100_000;
    const long LargeBytes = 64 << 20;

    static readonly TimeSpan untilFiguresShow = TimeSpan.FromSeconds(1);

    readonly Lock guard = new();
    (string Key, Task<LeakReport> Task)? report;
    (string Key, Task<DiffView> Task)? diff;

    /// <summary>The findings. Files that are not of one process are not compared: then it is about the last of them.</summary>
    public Task<LeakReport> ReportAsync(CancellationToken cancel) => Shared(ref report, MakeReport).WaitAsync(cancel);

    /// <summary>What grew.</summary>
    public Task<DiffView> DiffAsync(CancellationToken cancel) => Shared(ref diff, MakeDiff).WaitAsync(cancel);

    /// <summary>Captures have come: what is asked next is made anew.</summary>
    public void Forget()
    {
        lock (guard)
            (report, diff) = (null, null);
    }

    Task<T> Shared<T>(ref (string Key, Task<T> Task)? made, Func<string[], T> make)
    {
        string[] files = [.. captures.Compared.Select(capture => capture.File)];
        string key = string.Join('\n', files);
        lock (guard)
        {
            // What failed may succeed now: a file may have been there only in part.
            if (made is not { } known || known.Key != key || known.Task.IsFaulted)
                made = (key, Task.Run(() => make(files)));
            return made.Value.Task;
        }
    }

    LeakReport MakeReport(string[] files)
    {
        if (files.Length == 0)
            return Nothing();
        // The search takes all cores for seconds; the figures of the first page take a moment, and are to be seen before.
        if (captures.Compared.Any(capture => capture.Bytes > LargeBytes))
            Thread.Sleep(untilFiguresShow);
        try
        {
            return Run(files);
        }
        catch (UsageException e) when (files.Length > 1)
        {
            LeakReport last = Run(files[^1..]);
            return last with { Warnings = [$"Only the last snapshot was looked at: {e.Message}.", .. last.Warnings] };
        }
    }

    LeakReport Run(string[] files) => new LeaksWorkflow(files, RequestCounts.Each(requests), ignored, progress).Run(CancellationToken.None);

    DiffView MakeDiff(string[] files) => new DiffWorkflow(files, new(), MostClasses, progress).Run(CancellationToken.None);

    static LeakReport Nothing() => new()
    {
        Tool = OpenedSnapshot.Tool,
        Command = "serve",
        Verdict = Verdict.Inconclusive,
        Summary = "There is no heap snapshot here yet.",
    };
}
