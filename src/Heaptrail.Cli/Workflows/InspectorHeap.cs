using Heaptrail.Capture.Inspector;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>Snapshots by V8 itself.</summary>
sealed class InspectorHeap(HeapSession session) : IHeapAccess
{
    /// <summary>The connection.</summary>
    public HeapSession Session => session;

    public string Method => "inspector";

    public string Extension => "heapsnapshot";

    public Task<MemorySample> ReadMemoryAsync(CancellationToken cancel) => session.ReadFloorAsync(new(), cancel);

    public Task<SnapshotFile> TakeAsync(string file, IProgress<SnapshotProgress> progress, CancellationToken cancel) =>
        session.TakeSnapshotAsync(file, new() { NumericValues = true }, progress, cancel);

    public async Task ReadSourcesAsync(ProgramSources sources, CancellationToken cancel)
    {
        foreach (ScriptInfo script in (await session.ReadScriptsAsync(cancel).ConfigureAwait(false)).Values)
        {
            if (ProgramSources.PathOf(script.Url) is not { } path)
                continue;
            sources.Add(script.Id, script.Url, File.Exists(path) && !ProgramSources.IsCompiledOnTheWay(path) ? null : await session.ReadSourceAsync(script.Id, cancel).ConfigureAwait(false));
        }
    }

    public async Task<ReleaseResult?> ReleaseAsync() => await session.ReleaseAsync().ConfigureAwait(false);
}
