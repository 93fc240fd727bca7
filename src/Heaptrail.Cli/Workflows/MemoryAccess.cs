using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Commands;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Postmortem;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Live;

namespace Heaptrail.Cli.Workflows;

/// <summary>Copies of the memory of a process of this machine. Only what is reachable is looked at in them, so no collection is needed.</summary>
sealed class MemoryAccess(int pid) : IHeapAccess
{
    public string Method => "memory";

    public string Extension => "core";

    /// <summary>Why the memory of the process cannot be read; <see langword="null"/> when it can.</summary>
    public string? WhyNot(CancellationToken cancel)
    {
        try
        {
            using ProcessCopy copy = ProcessCopy.Take(pid, cancel: cancel);
            foreach (MemoryHeap heap in MemoryHeapReader.Read(copy, cancel))
                heap.Graph.Dispose();
            return null;
        }
        catch (HeapReadException e)
        {
            return e.Message;
        }
    }

    public Task<MemorySample> ReadMemoryAsync(CancellationToken cancel)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return Task.FromResult(new MemorySample(now, OutsideReader.TryRead(pid, now)?.Rss, null, null, null, null, AfterGc: false));
    }

    public Task<SnapshotFile> TakeAsync(string file, IProgress<SnapshotProgress> progress, CancellationToken cancel)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        try
        {
            using ProcessCopy copy = ProcessCopy.Take(pid, cancel: cancel);
            using FileStream output = OutputFile.Create(file, force: false);
            ElfCoreWriter.Write(copy, pid, File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' '), output);
            return Task.FromResult(new SnapshotFile(file, output.Length, now, copy.Pause));
        }
        catch (HeapReadException e)
        {
            throw new CaptureException(e.IsPermission ? CaptureFault.Permission : CaptureFault.Other, e.Message, e);
        }
    }

    // They are in the captures.
    public Task ReadSourcesAsync(ProgramSources sources, CancellationToken cancel) => Task.CompletedTask;

    public Task<ReleaseResult?> ReleaseAsync() => Task.FromResult<ReleaseResult?>(null);
}
