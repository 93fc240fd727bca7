using System.Globalization;
using System.Text;
using Heaptrail.Cli.Workflows;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Web;

/// <summary>Figures of watched processes in the text format of Prometheus. Names that prom-client has are its names, so that boards for it work.</summary>
sealed class PrometheusText
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly SortedDictionary<string, (string Type, string Help, List<string> Lines)> families = new(StringComparer.Ordinal);

    /// <summary>Adds a process.</summary>
    /// <param name="pid">Process id: a label of each figure.</param>
    /// <param name="history">What was seen of it.</param>
    public PrometheusText Add(int pid, WatchHistory history)
    {
        if (history.Samples.Count == 0)
            return this;
        string label = string.Create(CultureInfo.InvariantCulture, $"pid=\"{pid}\"");
        ProcessSample last = history.Samples[^1];
        FloorReading? floor = history.Samples.LastOrDefault(sample => !sample.Floors.IsEmpty)?.Floors[^1];
        Gauge("process_resident_memory_bytes", "Resident memory.", label, last.Rss);
        Gauge("process_open_fds", "Open file descriptors.", label, last.Descriptors);
        Gauge("process_max_fds", "The most file descriptors that may be open.", label, last.DescriptorLimit);
        Gauge("nodejs_heap_size_total_bytes", "Memory that V8 has reserved for its heap.", label, last.HeapTotal);
        Gauge("nodejs_heap_size_used_bytes", "Memory in use on the heap, garbage included.", label, last.HeapUsed);
        Gauge("nodejs_external_memory_bytes", "Memory outside the heap that JavaScript objects hold.", label, last.External);
        Gauge("nodejs_eventloop_lag_p99_seconds", "Delay of the event loop since the last sample, 99th percentile.", label, last.LoopDelay / 1000);
        Gauge("nodejs_eventloop_utilization_ratio", "Share of time that the event loop was busy.", label, last.LoopUse);
        foreach ((string type, int count) in last.Resources ?? System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty)
            Gauge("nodejs_active_resources", "What keeps the event loop alive, by type.", $"{label},type=\"{Escape(type)}\"", count);
        Gauge("heaptrail_heap_limit_bytes", "V8's limit for its heap, with the young generation.", label, last.HeapLimit);
        Gauge("heaptrail_heap_usable_bytes", "What the program may hold on the heap before V8 gives up.", label, last.UsableHeap);
        Gauge("heaptrail_container_limit_bytes", "Memory limit of the container.", label, last.ContainerLimit);
        Gauge("heaptrail_container_used_bytes", "What the container uses, without file pages that can be dropped.", label, last.ContainerUsed);
        Gauge("heaptrail_heap_floor_bytes", "Memory in use after the last full collection: what the program holds.", label, floor?.HeapUsed);
        Add("heaptrail_full_collections_total", "counter", "Full collections since the watch began.", label, history.Collections);
        Gauge("heaptrail_leak", "1 when the verdict is a leak, 0 otherwise.", $"{label},verdict=\"{history.Verdict.Kind}\"", history.Verdict.IsLeak ? 1 : 0);
        if (history.Verdict.Pace is { } pace)
        {
            Bounds("heaptrail_growth_per_minute", "Growth per minute, in bytes or descriptors, with its 90 % interval.", label, ("low", pace.Low), ("median", pace.PerMinute), ("high", pace.High));
        }
        if (history.Verdict.Limit is { } limit)
            Bounds("heaptrail_limit_reached_seconds", "Seconds until a limit is reached if growth goes on.", label, ("earliest", limit.Earliest), ("latest", limit.Latest));
        return this;
    }

    /// <summary>Adds a count that only grows.</summary>
    public PrometheusText Count(string name, string help, long value)
    {
        Add(name, "counter", help, "", value);
        return this;
    }

    /// <summary>The whole text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, (string type, string help, List<string> lines)) in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach (string line in lines)
                text.Append(line);
        }
        return text.ToString();
    }

    void Bounds(string name, string help, string label, params ReadOnlySpan<(string Bound, double Value)> values)
    {
        foreach ((string bound, double value) in values)
            Gauge(name, help, $"{label},bound=\"{bound}\"", value);
    }

    void Gauge(string name, string help, string labels, double? value)
    {
        if (value is { } known)
            Add(name, "gauge", help, labels, known);
    }

    void Add(string name, string type, string help, string labels, double value)
    {
        if (!families.TryGetValue(name, out (string Type, string Help, List<string> Lines) family))
            families[name] = family = (type, help, []);
        family.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value:R}\n"));
    }

    static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
