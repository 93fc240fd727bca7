using System.Collections.Immutable;
using Heaptrail.Capture;
using Heaptrail.Capture.Load.Http;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The memory of the server that is driven: what remains after collections, by requests served.</summary>
sealed class LoadMemory : IAsyncDisposable
{
    static readonly TimeSpan interval = TimeSpan.FromSeconds(1);
    readonly WatchTarget target;
    readonly List<ProcessSample> samples = [];
    readonly List<(DateTimeOffset At, long Requests)> served = [];
    readonly CancellationTokenSource stop = new();
    FloorReading? before;
    Task sampling = Task.CompletedTask;

    LoadMemory(WatchTarget target) => this.target = target;

    /// <summary>Finds the server's process and attaches to it; <see langword="null"/> when there is none to be seen from here.</summary>
    public static async Task<LoadMemory?> TryOpenAsync(LoadOptions options, ImmutableArray<HttpOrigin> origins, UserTerminal terminal, CancellationToken cancel)
    {
        int? pid = options.Pid ?? (origins[0].IsLoopback ? NodeProcesses.TryFindListener(origins[0].Port) : null);
        if (pid is null)
        {
            terminal.Note("no Node.js process of this user listens there: the server's memory is not known (--pid names its process)");
            return null;
        }
        var watch = new WatchOptions { Attach = $"{pid}", NoInspector = options.NoInspector };
        return new(await WatchTarget.OpenAsync(watch, terminal, Stream.Null, cancel).ConfigureAwait(false));
    }

    /// <summary>Reads what the process needs before the load, and samples it from now on.</summary>
    public async Task BeginAsync(HttpDriver driver, CancellationToken cancel)
    {
        before = await target.ReadFloorAsync(TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false);
        await SampleAsync(driver, cancel).ConfigureAwait(false);
        if (samples.Count > 0)
            samples[0] = samples[0] with { Floors = [] };   // that of the beginning has a place of its own
        sampling = LoopAsync(driver);
    }

    /// <summary>Reads what it needs after the load.</summary>
    public async Task<LoadMemoryView> EndAsync(HttpDriveResult result, CancellationToken cancel)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await sampling.ConfigureAwait(false);
        FloorReading? after = null;
        try
        {
            if (await target.SampleAsync(TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false) is { } last)
                Add(last, result.Requests);
            after = await target.ReadFloorAsync(TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CaptureException or OperationCanceledException)
        {
            // The process is gone or busy, or the user is in a hurry: what was seen until now is what there is.
        }
        LoadGrowth growth = LoadGrowth.Of(before, after, result.Requests, [.. samples.SelectMany(sample => sample.Floors).Select(floor => (ServedAt(floor.At), floor))]);
        long[] rss = [.. samples.Select(sample => sample.Rss).OfType<long>()];
        return new()
        {
            Pid = target.Info.Pid,
            Node = target.Info.Node,
            CommandLine = target.Info.Command,
            Rss = rss.Length == 0 ? [] : [rss[0], rss.Max(), rss[^1]],
            Floor = before is not null && after is not null ? [LoadGrowth.Held(before), LoadGrowth.Held(after)] : [],
            Collections = samples.Sum(sample => sample.Floors.Length),
            PerThousandRequests = growth.PerThousandRequests is { } bytes ? double.Round(bytes, 1) : null,
            Method = growth.Method,
        };
    }

    /// <summary>Lets go of the process.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await sampling.ConfigureAwait(false);
        await target.DisposeAsync().ConfigureAwait(false);
        stop.Dispose();
    }

    async Task LoopAsync(HttpDriver driver)
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, stop.Token).ConfigureAwait(false);
                await SampleAsync(driver, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is CaptureException or OperationCanceledException)
        {
            // The load goes on without.
        }
    }

    async Task SampleAsync(HttpDriver driver, CancellationToken cancel)
    {
        if (await target.SampleAsync(TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false) is { } sample)
            Add(sample, driver.Done);
    }

    void Add(ProcessSample sample, long requests)
    {
        samples.Add(sample);
        served.Add((TimeProvider.System.GetUtcNow(), requests));
    }

    /// <summary>Requests served until a moment: between two samples they came evenly.</summary>
    double ServedAt(DateTimeOffset at)
    {
        int next = served.FindIndex(point => point.At >= at);
        if (next <= 0)
            return next < 0 ? served[^1].Requests : served[0].Requests;
        ((DateTimeOffset from, long low), (DateTimeOffset to, long high)) = (served[next - 1], served[next]);
        return low + ((high - low) * ((at - from) / (to - from)));
    }
}
