using System.Collections.Immutable;
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
        JsonElement memory = value.GetProperty("memory");
        return sample with
        {
            Rss = sample.Rss ?? Number(memory, "rss"),
            HeapTotal = Number(memory, "heapTotal"),
            HeapUsed = Number(memory, "heapUsed"),
            External = Number(memory, "external"),
            ArrayBuffers = Number(memory, "arrayBuffers"),
            HeapLimit = Number(value, "limit"),
            LoopDelay = Fraction(value, "delay"),
            LoopUse = Fraction(value, "use"),
            MinorCollections = (int?)Number(value, "minor"),
            Resources = value.GetProperty("resources").EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetInt32(), StringComparer.Ordinal),
            Floors = [.. value.GetProperty("floors").EnumerateArray().Select(Floor)],
        };
    }

    /// <summary>Takes away what <see cref="StartWatchAsync"/> has put into the process.</summary>
    async Task StopWatchAsync(CancellationToken cancel)
    {
        if (!isWatching)
            return;
        isWatching = false;
        await client.SendAsync("Runtime.evaluate", writer => WriteExpression(writer, WatchProbe.Stop), releaseLimit, cancel).ConfigureAwait(false);
    }

    static FloorReading Floor(JsonElement entry) => new(
        DateTimeOffset.FromUnixTimeMilliseconds((long)entry[0].GetDouble()), (long)entry[1].GetDouble(), entry[2].ValueKind == JsonValueKind.Number ? (long)entry[2].GetDouble() : null);

    static double? Fraction(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
