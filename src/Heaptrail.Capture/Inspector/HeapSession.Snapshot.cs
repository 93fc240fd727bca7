using System.Diagnostics;
using System.Text.Json;

namespace Heaptrail.Capture.Inspector;

public sealed partial class HeapSession
{
    static readonly TimeSpan progressTime = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Takes a heap snapshot. The target stands still meanwhile and needs about 300 bytes of memory per heap object. The file can be read by
    /// its owner only.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced once the snapshot is complete. Until then <c>.partial</c> is added to the name,
    /// and after a failure that file stays.</param>
    /// <param name="snapshot">What the snapshot holds.</param>
    /// <param name="progress">Told five times a second.</param>
    /// <param name="cancel">Gives the snapshot up; the session cannot be used any more.</param>
    /// <exception cref="CaptureException">The target ended or does not answer, or the file cannot be written.</exception>
    public Task<SnapshotFile> TakeSnapshotAsync(
        string path, SnapshotOptions snapshot, IProgress<SnapshotProgress>? progress = null, CancellationToken cancel = default) =>
        StreamAsync(path, "HeapProfiler.takeHeapSnapshot", parameters =>
        {
            parameters.WriteBoolean("reportProgress"u8, true);
            parameters.WriteBoolean("captureNumericValue"u8, snapshot.NumericValues);
            parameters.WriteBoolean("exposeInternals"u8, snapshot.Internals);
        }, progress, cancel);

    /// <summary>Sends a command whose result comes in chunks, and writes them to a file.</summary>
    async Task<SnapshotFile> StreamAsync(string path, string method, Action<Utf8JsonWriter> write, IProgress<SnapshotProgress>? progress, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var writer = new SnapshotWriter(path + ".partial");
        var watch = new SnapshotWatch(writer);
        DateTimeOffset takenAt = DateTimeOffset.UtcNow;
        client.ChunkReceiver = writer.AddAsync;
        client.Received += watch.Notice;
        try
        {
            Task<JsonElement> answer = client.SendAsync(method, write, Timeout.InfiniteTimeSpan, cancel);
            while (await Task.WhenAny(answer, Task.Delay(progressTime, CancellationToken.None)).ConfigureAwait(false) != answer)
            {
                progress?.Report(watch.Progress);
                if (watch.QuietTime > options.SnapshotQuietLimit)
                    throw Trouble.Busy(Target.Name, method, options.SnapshotQuietLimit);
            }
            await answer.ConfigureAwait(false);   // comes after the last chunk
            TimeSpan pause = watch.Progress.Elapsed;
            await FinishAsync(writer, path).ConfigureAwait(false);
            progress?.Report(watch.Progress);
            return new SnapshotFile(path, writer.Bytes, takenAt, pause);
        }
        catch (CaptureException e) when (e.Fault is CaptureFault.InspectorLost or CaptureFault.Busy or CaptureFault.ProtocolError)
        {
            throw Trouble.SnapshotCut(writer.Path, e);
        }
        catch (OperationCanceledException e)
        {
            snapshotGivenUp = true;
            throw new OperationCanceledException($"the snapshot was cancelled; the part received so far is in {writer.Path}", e, cancel);
        }
        finally
        {
            client.ChunkReceiver = null;
            client.Received -= watch.Notice;
            await writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    static async Task FinishAsync(SnapshotWriter writer, string path)
    {
        try
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            if (writer.Failure is { } failure)
                throw Trouble.CannotWrite(writer.Path, failure);
            File.Move(writer.Path, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Trouble.CannotWrite(path, e);
        }
    }

    /// <summary>Follows the progress of a snapshot.</summary>
    sealed class SnapshotWatch(SnapshotWriter writer)
    {
        readonly Stopwatch clock = Stopwatch.StartNew();
        long lastBytes;
        double fraction;
        TimeSpan lastSign;

        internal SnapshotProgress Progress => new(Volatile.Read(ref fraction), writer.Bytes, clock.Elapsed);

        /// <summary>Time since the last event or chunk.</summary>
        internal TimeSpan QuietTime
        {
            get
            {
                if (Interlocked.Exchange(ref lastBytes, writer.Bytes) != writer.Bytes)
                    lastSign = clock.Elapsed;
                return clock.Elapsed - lastSign;
            }
        }

        internal void Notice(InspectorNotification notification)
        {
            if (notification.Method != "HeapProfiler.reportHeapSnapshotProgress")
                return;
            double done = notification.Parameters.GetProperty("done").GetDouble();
            double total = notification.Parameters.GetProperty("total").GetDouble();
            Volatile.Write(ref fraction, total > 0 ? Math.Min(1, done / total) : 0);
            lastSign = clock.Elapsed;
        }
    }
}
