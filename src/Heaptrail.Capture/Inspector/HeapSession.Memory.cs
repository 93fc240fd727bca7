using System.Text.Json;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Inspector;

public sealed partial class HeapSession
{
    /// <summary>Collects all garbage, several times over.</summary>
    /// <param name="collection">How often and with which pauses.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">The main thread is busy for longer than the command limit, or the connection was lost.</exception>
    public async Task CollectGarbageAsync(GarbageCollectionOptions collection, CancellationToken cancel = default)
    {
        for (int pass = 0; pass < collection.Passes; pass++)
        {
            if (pass > 0)
                await Task.Delay(collection.Pause, cancel).ConfigureAwait(false);
            await client.SendAsync("HeapProfiler.collectGarbage", null, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the memory of the process as it is.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public Task<MemorySample> ReadMemoryAsync(CancellationToken cancel = default) => ReadMemoryAsync(afterGc: false, cancel);

    /// <summary>Collects all garbage and reads the memory that remains in use.</summary>
    /// <param name="collection">How often and with which pauses garbage is collected.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<MemorySample> ReadFloorAsync(GarbageCollectionOptions collection, CancellationToken cancel = default)
    {
        await CollectGarbageAsync(collection, cancel).ConfigureAwait(false);
        return await ReadMemoryAsync(afterGc: true, cancel).ConfigureAwait(false);
    }

    /// <summary>Reads what the target says about itself.</summary>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<TargetFacts> ReadTargetAsync(CancellationToken cancel = default)
    {
        const string facts = "({node:process.version,v8:process.versions.v8,pid:process.pid,cwd:process.cwd(),argv:process.argv.map(String)," +
            "limit:(()=>{try{return require('v8').getHeapStatistics().heap_size_limit}catch{return null}})()})";
        JsonElement value = await EvaluateAsync(facts, cancel).ConfigureAwait(false);
        return new TargetFacts(
            value.GetProperty("node").GetString()!.TrimStart('v'),
            value.GetProperty("v8").GetString()!,
            value.GetProperty("pid").GetInt32(),
            value.GetProperty("cwd").GetString()!,
            [.. value.GetProperty("argv").EnumerateArray().Select(word => word.GetString()!)],
            Number(value, "limit"));
    }

    async Task<MemorySample> ReadMemoryAsync(bool afterGc, CancellationToken cancel)
    {
        JsonElement usage = await EvaluateAsync("process.memoryUsage()", cancel).ConfigureAwait(false);
        return new MemorySample(DateTimeOffset.UtcNow, Number(usage, "rss"), Number(usage, "heapTotal"), Number(usage, "heapUsed"),
            Number(usage, "external"), Number(usage, "arrayBuffers"), afterGc);
    }

    static long? Number(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? (long)number.GetDouble() : null;
}
