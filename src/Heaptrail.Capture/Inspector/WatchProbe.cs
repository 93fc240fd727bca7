using System.Collections.Immutable;
using System.Text.Json;
using Heaptrail.Capture.Processes;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Capture.Inspector;

/// <summary>The JavaScript that watches from inside the target. It adds one hidden global, and takes everything away again.</summary>
static class WatchProbe
{
    const string Key = "Symbol.for('heaptrail.watch')";

    /// <summary>Milliseconds after which the probe takes itself away when nobody reads it any more: we may have been killed.</summary>
    const string ForgottenAfter = "300000";

    // GCProfiler (18.15, 19.6) has the exact figures after each collection. Before that an observer of 'gc' entries tells that one has
    // happened, some time later: the heap has grown again by then, so the figure is a little high. A major collection has kind 2 in
    // Node.js 16 and 4 since 18; kind and flags moved into detail in 16.
    internal const string Start = $$"""
        (() => {
          const key = {{Key}};
          if (globalThis[key]) globalThis[key].stop();
          const v8 = require('v8'), perf = require('perf_hooks');
          // Blanks or "=" may stand before the figure; the options of the command line come last and count.
          const options = [process.env.NODE_OPTIONS || '', ...process.execArgv].join(' ').match(/--max[-_](old|semi)[-_]space[-_]size([-_]percentage)?[= ]\d+/g) || [];
          const node = parseInt(process.versions.node, 10);
          const majorKind = perf.constants.NODE_PERFORMANCE_GC_MAJOR;
          let profiler = null, observer = null, seen = [], minor = 0, stopped = 0, longest = 0, before = perf.performance.eventLoopUtilization();
          const loop = perf.monitorEventLoopDelay({ resolution: 10 });
          loop.enable();
          const took = (milliseconds) => { stopped += milliseconds; longest = Math.max(longest, milliseconds); };
          const startProfiler = () => { profiler = new v8.GCProfiler(); profiler.start(); };
          if (typeof v8.GCProfiler === 'function') startProfiler();
          else {
            observer = new perf.PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                took(entry.duration);
                if ((entry.detail ? entry.detail.kind : entry.kind) !== majorKind) { minor++; continue; }
                const memory = process.memoryUsage();
                seen.push([Date.now(), memory.heapUsed, memory.external]);
              }
            });
            observer.observe({ entryTypes: ['gc'] });
          }
          const collections = () => {
            if (profiler) {
              const data = profiler.stop();
              startProfiler();
              const all = data.statistics, from = data.startTime, span = data.endTime - from;
              all.forEach((one, i) => {
                took(one.cost / 1000);   // microseconds
                if (one.gcType !== 'MarkSweepCompact') { minor += one.gcType === 'Scavenge' || one.gcType === 'MinorMarkSweep' ? 1 : 0; return; }
                const after = one.afterGC.heapStatistics;
                seen.push([from + span * (i + 1) / (all.length + 1), after.usedHeapSize, after.externalMemory]);
              });
            }
            const result = [seen, minor, stopped, longest];
            seen = []; minor = stopped = longest = 0;
            return result;
          };
          const read = () => {
            forgotten.refresh();
            const [floors, minorCollections, gcTime, gcLongest] = collections();
            const memory = process.memoryUsage(), heap = v8.getHeapStatistics(), resources = {};
            for (const type of process.getActiveResourcesInfo ? process.getActiveResourcesInfo() : []) resources[type] = (resources[type] || 0) + 1;
            const now = perf.performance.eventLoopUtilization();
            const use = perf.performance.eventLoopUtilization(now, before).utilization;
            before = now;
            const delay = loop.count === 0 ? null : Math.max(0, loop.percentile(99) / 1e6 - 10);
            loop.reset();
            return { memory, limit: heap.heap_size_limit, node, options, floors, minor: minorCollections, gcTime, gcLongest, delay, use, resources };
          };
          const stop = () => {
            clearTimeout(forgotten);
            if (profiler) profiler.stop();
            if (observer) observer.disconnect();
            loop.disable();
            delete globalThis[key];
          };
          const forgotten = setTimeout(stop, {{ForgottenAfter}});
          forgotten.unref();
          Object.defineProperty(globalThis, key, { value: { read, stop }, configurable: true, enumerable: false });
          return process.pid;
        })()
        """;

    internal const string Read = $"globalThis[{Key}] ? globalThis[{Key}].read() : null";

    internal const string Stop = $"globalThis[{Key}] ? (globalThis[{Key}].stop(), true) : false";

    /// <summary>Adds what the probe has read to a sample.</summary>
    internal static ProcessSample Complete(ProcessSample sample, JsonElement value)
    {
        JsonElement memory = value.GetProperty("memory");
        return sample with
        {
            Rss = sample.Rss ?? Number(memory, "rss"),
            HeapTotal = Number(memory, "heapTotal"),
            HeapUsed = Number(memory, "heapUsed"),
            External = Number(memory, "external"),
            ArrayBuffers = Number(memory, "arrayBuffers"),
            HeapLimit = Number(value, "limit"),
            OldLimit = OldLimit(value),
            LoopDelay = Fraction(value, "delay"),
            LoopUse = Fraction(value, "use"),
            GcMilliseconds = Rounded(Fraction(value, "gcTime")),
            GcLongest = Rounded(Fraction(value, "gcLongest")),
            MinorCollections = (int?)Number(value, "minor"),
            Resources = value.GetProperty("resources").EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetInt32(), StringComparer.Ordinal),
            Floors = [.. value.GetProperty("floors").EnumerateArray().Select(Floor)],
        };
    }

    static long? OldLimit(JsonElement value) => Number(value, "limit") is { } whole && Number(value, "node") is { } major && value.TryGetProperty("options", out JsonElement options)
        ? OldGeneration.LimitOf(whole, (int)major, [.. options.EnumerateArray().SelectMany(option => option.GetString()!.Split(' '))])
        : null;

    static FloorReading Floor(JsonElement entry) => new(
        DateTimeOffset.FromUnixTimeMilliseconds((long)entry[0].GetDouble()), (long)entry[1].GetDouble(), entry[2].ValueKind == JsonValueKind.Number ? (long)entry[2].GetDouble() : null);

    static double? Rounded(double? milliseconds) => milliseconds is { } known ? double.Round(known, 3) : null;

    static double? Fraction(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    static long? Number(JsonElement value, string name) => Fraction(value, name) is { } number ? (long)number : null;
}
