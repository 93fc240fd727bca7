using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Takes snapshots of a process that is watched, whenever there is a reason, and deletes what is not to be kept.</summary>
sealed class SnapshotTaker(TriggerPlan plan, UserTerminal terminal, TimeProvider time)
{
    readonly CaptureTrigger trigger = new(plan.Triggers, time.GetUtcNow());
    readonly List<string> files = [];
    int taken;

    /// <summary>Whether anything was taken.</summary>
    public bool HasTaken => taken > 0;

    /// <summary>Whether as many were taken as were asked for.</summary>
    public bool IsDone => taken >= plan.Count;

    /// <summary>Looks at a sample and takes a snapshot when there is a reason.</summary>
    /// <param name="sample">The newest.</param>
    /// <param name="verdict">What the samples say about the trend.</param>
    /// <param name="asked">A reason from outside; <see langword="null"/> when there is none.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was taken; <see langword="null"/> when there was no reason, or when it could not be.</returns>
    public async Task<SnapshotTakenView?> LookAsync(ProcessSample sample, TrendVerdict verdict, string? asked, CancellationToken cancel)
    {
        if (IsDone || (asked ?? trigger.Judge(sample, verdict)) is not { } why)
            return null;
        terminal.Note($"{time.GetUtcNow():HH:mm:ss} snapshot: {why}");
        SnapshotTakenView? view = await TakeAsync(cancel).ConfigureAwait(false);
        trigger.Captured(time.GetUtcNow());
        return view;
    }

    async Task<SnapshotTakenView?> TakeAsync(CancellationToken cancel)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"heap-{FileNameOf(plan.Target)}-{time.GetUtcNow():yyyyMMdd'T'HHmmss}.{(plan.IsRaw ? "core" : "heapsnapshot")}");
        try
        {
            SnapshotTakenView view = await new SnapshotWorkflow(plan.Target, plan.Method, Path.Combine(plan.Folder, name), plan.Force, plan.IsRaw, terminal) { IsRedacted = plan.IsRedacted }.RunAsync(cancel).ConfigureAwait(false);
            taken++;
            files.AddRange(view.Files.Select(file => file.File));
            foreach (string gone in plan.Keep.Apply(files))
                terminal.Note($"deleted {gone} (--keep)");
            files.RemoveAll(file => !File.Exists(file));
            return view;
        }
        catch (CaptureException e) when (e.Fault != CaptureFault.NoSuchProcess)
        {
            // Such as no room for it now: the next reason may find some.
            terminal.Note(e.Message);
            return null;
        }
    }

    // An address of an inspector has signs that file names may not have.
    static string FileNameOf(string target) => string.Concat(target.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'));
}
