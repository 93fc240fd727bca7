using System.Collections.Immutable;
using Heaptrail.Capture.Load;
using Heaptrail.Capture.Load.Http;
using Heaptrail.Capture.Load.Replay;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Drives a server with requests, with a look at its memory before, meanwhile and after.</summary>
sealed class LoadWorkflow(LoadOptions options, UserTerminal terminal)
{
    readonly List<string> notes = [];

    /// <summary>Does it. An interruption ends the load, and what was measured until then is returned.</summary>
    /// <exception cref="Capture.CaptureException">The server cannot be reached.</exception>
    public async Task<LoadView> RunAsync(CancellationToken cancel)
    {
        IRequestSource source = Source();
        if (!options.AllowRemote && source.Origins.FirstOrDefault(origin => !origin.IsLoopback) is { } remote)
            throw new UsageException($"{remote.Authority} is not on this machine: --allow-remote drives it all the same, if it is yours");
        var driver = new HttpDriver(source, new()
        {
            Connections = options.Connections,
            Duration = options.Duration,
            Requests = options.Requests,
            RequestLimit = options.RequestLimit,
            Expected = options.Expected,
            IsPatient = true,
        });
        LoadMemory? memory = options.NoMemory ? null : await LoadMemory.TryOpenAsync(options, source.Origins, terminal, cancel).ConfigureAwait(false);
        try
        {
            if (memory is not null)
                await memory.BeginAsync(driver, cancel).ConfigureAwait(false);
            await HttpRehearsal.RunAsync(cancel).ConfigureAwait(false);
            terminal.Progress.Step($"requesting {Target()}");
            HttpDriveResult result = await driver.RunAsync(new Driven(terminal.Progress), cancel).ConfigureAwait(false);
            LoadMemoryView? seen = memory is null ? null : await memory.EndAsync(result, cancel).ConfigureAwait(false);
            terminal.Progress.Done();
            return View(result, seen);
        }
        finally
        {
            if (memory is not null)
                await memory.DisposeAsync().ConfigureAwait(false);
        }
    }

    IRequestSource Source()
    {
        if (options.Replay is { } log)
        {
            RecordedLog recorded = UnreadableFileException.Guard(log, () => AccessLog.Read(File.ReadAllText(log)));
            notes.Add($"{Counts.Of(recorded.Requests.Length, "request")} of {Durations.Format(recorded.Length)} from {log} ({recorded.Format})"
                + (recorded.Skipped > 0 ? $"; {Counts.Of(recorded.Skipped, "line")} skipped that {(recorded.Skipped == 1 ? "is no request" : "are no requests")}" : ""));
            return new ReplayRequests(recorded, new Uri(options.Urls[0]), options.Speed, options.Headers);
        }
        string? body = options.Body is ['@', .. var file] ? UnreadableFileException.Guard(file, () => File.ReadAllText(file)) : options.Body;
        IEnumerable<UrlRequest> given = options.Urls.Select(url => new UrlRequest(url, options.Method, options.Headers, body));
        ImmutableArray<UrlRequest> listed = options.UrlFile is { } list
            ? UnreadableFileException.Guard(list, () => UrlList.Parse(File.ReadAllText(list), options.Urls.IsEmpty ? null : new Uri(options.Urls[0]), options.Headers)) : [];
        // With a list the address of the command line only says where paths belong.
        return new UrlRequests(listed.IsEmpty ? [.. given] : listed, options.Rate, options.IsRandom);
    }

    string Target() => options.UrlFile is { } list ? $"the addresses of {list}"
        : options.Replay is { } log ? $"{options.Urls[0]} as in {log}{(double.IsInfinity(options.Speed) ? " without pauses" : options.Speed == 1 ? "" : FormattableString.Invariant($", {options.Speed} times as fast"))}"
        : options.Urls.Length == 1 ? options.Urls[0] : $"{options.Urls[0]} and {Counts.Of(options.Urls.Length - 1, "other address", "other addresses")}";

    LoadView View(HttpDriveResult result, LoadMemoryView? memory)
    {
        double seconds = result.Duration.TotalSeconds;
        bool isPlanned = options.Rate is not null || (options.Replay is not null && !double.IsInfinity(options.Speed));
        if (result.Unsent > 0)
            notes.Add($"{Counts.Of(result.Unsent, "request")} that {(result.Unsent == 1 ? "was" : "were")} due could not be sent in time: the server, or {Counts.Of(options.Connections, "connection")}, cannot keep this pace");
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            Target = Target(),
            Connections = options.Connections,
            Rate = options.Rate,
            Transactions = result.Requests,
            Succeeded = result.Succeeded,
            Failed = result.Failed,
            TimedOut = result.TimedOut,
            Retried = result.Retried,
            Unsent = result.Unsent,
            Opened = result.Connections,
            Availability = result.Requests == 0 ? null : (double)result.Succeeded / result.Requests,
            ElapsedSeconds = double.Round(seconds, 3),
            Bytes = result.BytesReceived,
            PerSecond = double.Round(result.Requests / seconds, 2),
            Concurrency = double.Round(result.ServiceTime.Sum.TotalSeconds / seconds, 2),
            LatencyMilliseconds = LoadFigures.Of(result.Latency),
            ServiceMilliseconds = isPlanned ? LoadFigures.Of(result.ServiceTime) : null,
            RequestsPerSecond = LoadFigures.Of([.. result.Seconds.Select(second => second.Requests)]),
            BytesPerSecond = LoadFigures.Of([.. result.Seconds.Select(second => second.Bytes)]),
            Statuses = result.Statuses,
            Failures = result.Failures,
            Memory = memory,
            Notes = [.. notes],
        };
    }

    sealed class Driven(IProgressDisplay display) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) =>
            display.Update($"{Counts.Format(value.Requests ?? 0)}{(value.Total is { } total ? $" of {Counts.Format(total)}" : "")}, {Counts.Format((long)(value.PerSecond ?? 0))} req/s, {value.Elapsed.TotalSeconds:0} s");
    }
}
