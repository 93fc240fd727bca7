using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>Takes what tells the cause before a process is replaced: a copy of its memory where that is allowed and fits, else a snapshot that V8 makes.</summary>
sealed class GuardEvidence(GuardPlan plan, UserTerminal terminal, TimeProvider time)
{
    /// <summary>Takes it. Returns the file, or why there is none.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="sample">The newest of it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(string? File, string? WhyNot)> TakeAsync(int pid, ProcessSample? sample, CancellationToken cancel)
    {
        if (plan.Evidence is not { } method)
            return (null, null);
        string? whyNot = null;
        foreach (CaptureMethod next in method == CaptureMethod.Auto ? (CaptureMethod[])[CaptureMethod.Memory, CaptureMethod.Inspector] : [method])
        {
            CaptureCost? cost = next == CaptureMethod.Memory
                ? (sample?.Anonymous ?? sample?.Rss) is { } anonymous ? CaptureCost.OfMemory(anonymous) : null
                : (sample?.HeapUsed ?? sample?.Anonymous) is { } used ? CaptureCost.OfInspector(used, null, 0) : null;
            if (cost is { } expected && CaptureRoom.Read(pid, plan.Folder).WhyNot(expected) is { } lack)
            {
                whyNot = lack;
                continue;
            }
            try
            {
                return (await TakeAsync(pid, next, cancel).ConfigureAwait(false), null);
            }
            catch (Exception e) when (e is CaptureException or UsageException or IOException)
            {
                whyNot = e.Message;
            }
        }
        return (null, whyNot);
    }

    async Task<string> TakeAsync(int pid, CaptureMethod method, CancellationToken cancel)
    {
        bool isRaw = method == CaptureMethod.Memory;
        string file = Path.Combine(plan.Folder, string.Create(CultureInfo.InvariantCulture, $"evidence-{time.GetUtcNow():yyyyMMdd'T'HHmmss}-{pid}.{(isRaw ? "core" : "heapsnapshot")}"));
        await new SnapshotWorkflow($"{pid}", method, file, force: true, isRaw, terminal).RunAsync(cancel).ConfigureAwait(false);
        terminal.Progress.Done();
        Trim();
        return file;
    }

    /// <summary>Deletes what is more than shall be kept, with what was found in it.</summary>
    public void Trim()
    {
        foreach (string gone in plan.Keep.Apply(Directory.GetFiles(plan.Folder, "evidence-*").Where(file => Path.GetExtension(file) != ".json").Order(StringComparer.Ordinal)))
        {
            File.Delete(Path.ChangeExtension(gone, ".json"));
            terminal.Note(GuardText.Deleted(gone));
        }
    }
}
