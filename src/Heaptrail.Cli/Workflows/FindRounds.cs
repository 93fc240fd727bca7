using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Load;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Diagnosis.Trend;

namespace Heaptrail.Cli.Workflows;

/// <summary>The measurement: equal rounds of work over one connection, garbage collected and a snapshot taken after each.</summary>
sealed class FindRounds
{
    static readonly TimeSpan defaultSlice = TimeSpan.FromSeconds(5);
    static readonly TimeSpan settleTime = TimeSpan.FromMilliseconds(300);

    readonly FindOptions options;
    readonly FindTarget target;
    readonly CaptureFolder folder;
    readonly IProgressDisplay progress;
    readonly ILoad load;
    readonly List<long> requests = [];
    long served;

    public FindRounds(FindOptions options, FindTarget target, CaptureFolder folder, IProgressDisplay progress)
    {
        this.options = options;
        this.target = target;
        this.folder = folder;
        this.progress = progress;
        load = ChooseLoad();
    }

    /// <summary>The snapshots, one per round.</summary>
    public List<SnapshotFile> Snapshots { get; } = [];

    /// <summary>Readings after each collection.</summary>
    public List<MemorySample> Memory { get; } = [];

    /// <summary>The rounds that count.</summary>
    public List<LoadRound> Loads { get; } = [];

    /// <summary>Source texts of the program.</summary>
    public ProgramSources Sources { get; } = new();

    /// <summary>What the reader should know.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Requests until each snapshot; <see langword="null"/> when they are not known.</summary>
    public IReadOnlyList<long>? Requests => Loads.Count > 0 && Loads.All(l => l.Requests is > 0) ? requests : null;

    /// <summary>Runs all rounds. A program that ends after two snapshots is judged by those.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task work = MeasureAsync(stop.Token);
        if (await Task.WhenAny(work, target.Finishing).ConfigureAwait(false) == work || work.IsCompleted)
        {
            await work.ConfigureAwait(false);
            return;
        }
        await stop.CancelAsync().ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        string end = await target.EndAsync().ConfigureAwait(false);
        if (Snapshots.Count < 2)
            throw new CaptureException(CaptureFault.ExitedEarly, $"{end}; {Counts.Format(Snapshots.Count)} of the 2 snapshots were taken that are needed to see growth{Kept()}. Run it longer, or give --slice or --requests a smaller number");
        Warnings.Add($"After round {Snapshots.Count} {end}.");
    }

    /// <summary>
    /// Leaves the program alone for a while, collects, and takes the last snapshot again: what was a backlog has been worked off by then.
    /// Returns false, and changes nothing, when the program works by itself, or ends meanwhile.
    /// </summary>
    public async Task<bool> SettleAsync(TimeSpan rest, CancellationToken cancel)
    {
        if (load is IdleLoad || target.Finishing.IsCompleted)
            return false;
        progress.Step($"leaving the program alone for {rest.TotalSeconds:0.#} s");
        if (await Task.WhenAny(Task.Delay(rest, cancel), target.Finishing).ConfigureAwait(false) == target.Finishing)
            return false;
        cancel.ThrowIfCancellationRequested();
        try
        {
            progress.Step(target.Heap is InspectorHeap ? "collecting garbage after the rest" : "reading memory after the rest");
            Memory.Add(await target.Heap.ReadMemoryAsync(cancel).ConfigureAwait(false));
            progress.Step("last snapshot again");
            Snapshots[^1] = await target.Heap.TakeAsync(folder.SettledFile(target.Heap.Extension), new Received(progress), cancel).ConfigureAwait(false);
            return true;
        }
        catch (CaptureException) when (target.Finishing.IsCompleted)
        {
            return false;
        }
    }

    async Task MeasureAsync(CancellationToken cancel)
    {
        for (int i = 1; i <= options.Warmup; i++)
            await DriveAsync(options.Warmup == 1 ? "warming up" : $"warm-up {i} of {options.Warmup}", cancel).ConfigureAwait(false);
        for (int round = 1; round <= options.Rounds; round++)
        {
            Loads.Add(await DriveAsync($"round {round} of {options.Rounds}", cancel).ConfigureAwait(false));
            requests.Add(served);
            await Task.Delay(settleTime, cancel).ConfigureAwait(false);
            progress.Step(target.Heap is InspectorHeap ? $"collecting garbage after round {round}" : $"reading memory after round {round}");
            Memory.Add(await target.Heap.ReadMemoryAsync(cancel).ConfigureAwait(false));
            progress.Step($"snapshot {round} of {options.Rounds}");
            Snapshots.Add(await target.Heap.TakeAsync(folder.FileOf(round, target.Heap.Extension), new Received(progress), cancel).ConfigureAwait(false));
        }
    }

    async Task<LoadRound> DriveAsync(string step, CancellationToken cancel)
    {
        progress.Step(step);
        LoadRound round = await load.RunAsync(new Driven(progress), cancel).ConfigureAwait(false);
        served += round.Requests ?? 0;
        if (round.Failed is > 0 and var failed && Warnings.Count == 0)
            Warnings.Add($"{Counts.Format(failed)} of {Counts.Format(round.Requests ?? 0)} requests failed in {step}: {round.FirstFailure}");
        return round;
    }

    ILoad ChooseLoad()
    {
        if (options.LoadCommand is { } command)
            return new CommandLoad(command, new() { Output = target.Output, Error = target.Output });
        string[] urls = !options.Urls.IsEmpty ? [.. options.Urls] : target.Url is { } url ? [url.ToString()] : [];
        if (urls.Length > 0 && options.Slice is null)
            return new HttpLoad(new() { Urls = [.. urls], Requests = options.Requests, Connections = options.Connections });
        TimeSpan slice = options.Slice ?? defaultSlice;
        if (options.Slice is null)
            Warnings.Add($"The program listens on no port: it was observed in slices of {slice.TotalSeconds:0.#} s (--slice). Give --url if it serves.");
        return new IdleLoad(slice);
    }

    /// <summary>
    /// Reads the texts of the program's scripts. To be done after the last snapshot: V8 compiles what the debugger looks at. Does nothing
    /// when the program is gone.
    /// </summary>
    public async Task ReadSourcesAsync(CancellationToken cancel)
    {
        if (target.Finishing.IsCompleted)
            return;
        try
        {
            await target.Heap.ReadSourcesAsync(Sources, cancel).ConfigureAwait(false);
        }
        catch (CaptureException) when (target.Finishing.IsCompleted)
        {
        }
    }

    string Kept() => Snapshots.Count == 0 ? "" : $"; what was taken is in {folder.Path}";

    sealed class Driven(IProgressDisplay display) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            string rate = value.PerSecond is { } perSecond ? $"{Counts.Format((long)perSecond)} req/s" : $"{value.Elapsed.TotalSeconds:0} s";
            display.Update(value is { Requests: { } done, Total: { } total } ? $"{Counts.Format(done)} of {Counts.Format(total)}, {rate}" : rate);
        }
    }

    sealed class Received(IProgressDisplay display) : IProgress<SnapshotProgress>
    {
        public void Report(SnapshotProgress value) =>
            display.Update(value.Bytes > 0 ? $"{ByteSize.Format(value.Bytes)} received" : $"{value.Fraction * 100:0} % prepared by the program");
    }
}
