namespace Heaptrail.Capture.Inspector;

public sealed partial class HeapSession
{
    /// <summary>Begins to sample allocations with their stacks: one sample for each so many bytes, at a cost within the noise from 32 KiB on.</summary>
    /// <param name="sampling">How dense, and of which objects.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task StartSamplingAsync(SamplingOptions sampling, CancellationToken cancel = default) => client.SendAsync("HeapProfiler.startSampling", writer =>
    {
        writer.WriteNumber("samplingInterval"u8, sampling.IntervalBytes);
        writer.WriteBoolean("includeObjectsCollectedByMajorGC"u8, sampling.IncludesCollected);
        writer.WriteBoolean("includeObjectsCollectedByMinorGC"u8, sampling.IncludesCollected);
    }, cancel);

    /// <summary>Ends the sampling.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The profile as JSON, as a <c>.heapprofile</c> has it.</returns>
    public async Task<string> StopSamplingAsync(CancellationToken cancel = default) =>
        (await client.SendAsync("HeapProfiler.stopSampling", null, cancel).ConfigureAwait(false)).GetProperty("profile").GetRawText();

    /// <summary>Begins to record when each object is allocated. The program runs at a tenth of its speed meanwhile, or less.</summary>
    /// <param name="stacks">Whether the stack of each allocation is recorded as well.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task StartTimelineAsync(TimelineStacks stacks, CancellationToken cancel = default) =>
        client.SendAsync("HeapProfiler.startTrackingHeapObjects", writer => writer.WriteBoolean("trackAllocations"u8, stacks == TimelineStacks.Recorded), cancel);

    /// <summary>Ends the recording and writes it.</summary>
    /// <param name="path">The file; it is complete when it has this name.</param>
    /// <param name="progress">Told several times a second.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<SnapshotFile> StopTimelineAsync(string path, IProgress<SnapshotProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return StreamAsync(path, "HeapProfiler.stopTrackingHeapObjects", writer => writer.WriteBoolean("reportProgress"u8, true), progress, cancel);
    }
}
