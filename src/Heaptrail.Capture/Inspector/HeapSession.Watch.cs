using System.Text.Json;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Inspector;

public sealed partial class HeapSession
{
    bool isWatching;

    /// <summary>Begins to note collections, event-loop delay and utilisation inside the process. Released with the session.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">The process cannot be read.</exception>
    public async Task StartWatchAsync(CancellationToken cancel = default)
    {
        await EvaluateAsync(WatchProbe.Start, cancel).ConfigureAwait(false);
        isWatching = true;
    }

    /// <summary>Adds what the process knows about itself to a sample; what was noted since the last call comes with it.</summary>
    /// <param name="sample">The sample, with what was read from outside.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">The process is busy, or the connection was lost.</exception>
    public async Task<ProcessSample> ReadWatchAsync(ProcessSample sample, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        JsonElement value = await EvaluateAsync(WatchProbe.Read, cancel).ConfigureAwait(false);
        if (value.ValueKind != JsonValueKind.Object)
        {
            // Somebody else's watch has ended ours, or the machine slept: begin again.
            await StartWatchAsync(cancel).ConfigureAwait(false);
            value = await EvaluateAsync(WatchProbe.Read, cancel).ConfigureAwait(false);
        }
        return WatchProbe.Complete(sample, value);
    }

    /// <summary>Takes away what <see cref="StartWatchAsync"/> has put into the process.</summary>
    async Task StopWatchAsync(CancellationToken cancel)
    {
        if (!isWatching)
            return;
        isWatching = false;
        await client.SendAsync("Runtime.evaluate", writer => WriteExpression(writer, WatchProbe.Stop), releaseLimit, cancel).ConfigureAwait(false);
    }
}
