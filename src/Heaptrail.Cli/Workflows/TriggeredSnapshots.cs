using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Heaptrail.Capture.Triggers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Web;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Watches a process and takes a snapshot whenever there is a reason: time, growth, a limit, a leak, SIGUSR2 to us, or a request with the token.</summary>
sealed class TriggeredSnapshots(TriggerPlan plan, UserTerminal terminal, TimeProvider time)
{
    const int Usr2 = 12;
    string? asked;

    /// <summary>Runs until the process ends, enough was taken, or it is stopped. Returns the exit code.</summary>
    public async Task<int> RunAsync(Action<SnapshotTakenView> deliver, CancellationToken cancel)
    {
        using PosixSignalRegistration signal = PosixSignalRegistration.Create((PosixSignal)Usr2, context => { context.Cancel = true; asked = "SIGUSR2 came"; });
        LoopbackServer? server = Listen();
        try
        {
            WatchTarget target = await WatchTarget.OpenAsync(new() { Attach = plan.Target, NoInspector = !plan.NeedsInspector }, terminal, Stream.Null, cancel).ConfigureAwait(false);
            await using (target.ConfigureAwait(false))
                return await LoopAsync(target, deliver, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (server is not null)
                await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    async Task<int> LoopAsync(WatchTarget target, Action<SnapshotTakenView> deliver, CancellationToken cancel)
    {
        var history = new WatchHistory();
        var taker = new SnapshotTaker(plan, terminal, time);
        terminal.Progress.Done();
        while (!taker.IsDone)
        {
            if (await target.SampleAsync(time.GetUtcNow(), cancel).ConfigureAwait(false) is not { } sample)
            {
                terminal.Note((await target.EndAsync().ConfigureAwait(false)).Why!);
                return taker.HasTaken ? ExitCode.Done : ExitCode.Target;
            }
            history.Add(sample);
            if (await taker.LookAsync(sample, history.Verdict, Interlocked.Exchange(ref asked, null), cancel).ConfigureAwait(false) is { } view)
                deliver(view);
            await Task.Delay(plan.Interval, time, cancel).ConfigureAwait(false);
        }
        return ExitCode.Done;
    }

    LoopbackServer? Listen()
    {
        if (plan.Port is not { } port)
            return null;
        string token = plan.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var server = new LoopbackServer(port, request => Task.FromResult(
            !request.HasToken(token) ? new LoopbackAnswer(401, "the header 'Authorization: Bearer TOKEN' is missing or wrong\n")
            : request is not { Method: "POST", Path: "/snapshot" } ? new LoopbackAnswer(404, "POST /snapshot takes a snapshot\n")
            : Accept()));
        terminal.Note($"POST http://127.0.0.1:{server.Port}/snapshot takes a snapshot{(plan.Token is null ? $"; token {token}" : "")}");
        return server;

        LoopbackAnswer Accept()
        {
            asked = "it was requested";
            return new(200, "a snapshot will be taken\n");
        }
    }
}

/// <summary>When and how snapshots are taken by themselves.</summary>
sealed record TriggerPlan
{
    /// <summary>The process.</summary>
    public required string Target { get; init; }
    /// <summary>What makes it happen.</summary>
    public CaptureTriggers Triggers { get; init; } = new();
    /// <summary>How snapshots are taken.</summary>
    public CaptureMethod Method { get; init; }
    /// <summary>Whether memory is kept as it is.</summary>
    public bool IsRaw { get; init; }
    /// <summary>Whether the contents of strings are left out.</summary>
    public bool IsRedacted { get; init; }
    /// <summary>Whether they are taken even where there is no room.</summary>
    public bool Force { get; init; }
    /// <summary>How many, at most.</summary>
    public int Count { get; init; } = int.MaxValue;
    /// <summary>Folder for them.</summary>
    public string Folder { get; init; } = ".";
    /// <summary>What is kept.</summary>
    public Retention Keep { get; init; }
    /// <summary>Port for requests; <see langword="null"/> for none.</summary>
    public int? Port { get; init; }
    /// <summary>Token of requests; <see langword="null"/> for a random one.</summary>
    public string? Token { get; init; }
    /// <summary>Time between two samples.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether something is asked that only the process itself can tell.</summary>
    public bool NeedsInspector => Triggers.OnSlope || Triggers.NearLimit is not null;
}
