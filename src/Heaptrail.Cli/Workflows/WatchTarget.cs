using System.Globalization;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>The process that is watched: started by us, or running and left as it was. With or without a connection to its inspector.</summary>
sealed class WatchTarget : IAsyncDisposable
{
    // A main thread that is busy for longer has its sample from outside only.
    static readonly TimeSpan answerLimit = TimeSpan.FromSeconds(5);

    readonly UserTerminal terminal;
    readonly TargetProgram? program;
    readonly bool collects;
    HeapSession? session;
    bool wasBusy;

    WatchTarget(UserTerminal terminal, TargetProgram? program, HeapSession? session, bool collects) =>
        (this.terminal, this.program, this.session, this.collects) = (terminal, program, session, collects);

    /// <summary>What is said about it.</summary>
    public required TargetInfo Info { get; init; }

    /// <summary>Process id on this machine; <see langword="null"/> when it is on another one.</summary>
    public int? Pid { get; init; }

    /// <summary>Ends when a program that we started has ended or would like to.</summary>
    public Task Finishing => program?.Finishing ?? Task.Delay(Timeout.Infinite);

    /// <summary>How it ended: 0 for a program of ours that ended well.</summary>
    public async Task<(int Code, string? Why)> EndAsync()
    {
        if (program is null)
            return (1, $"{Info.Command} (pid {Info.Pid}) has ended");
        await ReleaseAsync().ConfigureAwait(false);   // Node.js 16 to 20 wait for it
        int code = await program.Exited.ConfigureAwait(false);
        return (code, code == 0 ? null : $"the program ended with exit code {code}{(program.LastErrorLine is { } line ? $": {line}" : "")}");
    }

    /// <summary>Starts the program or attaches to the process.</summary>
    /// <param name="options">Which.</param>
    /// <param name="terminal">For progress and notes.</param>
    /// <param name="passThrough">Where the program's output goes.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public static async Task<WatchTarget> OpenAsync(WatchOptions options, UserTerminal terminal, Stream passThrough, CancellationToken cancel)
    {
        if (options.Attach is { } running)
            return await AttachAsync(running, options, terminal, cancel).ConfigureAwait(false);
        terminal.Progress.Step($"starting {string.Join(' ', options.Command)}");
        TargetProgram program = TargetProgram.Start(options.Command, new() { Output = passThrough, Error = passThrough });
        try
        {
            PickedProcess picked = await NodeProcessPicker.PickAsync(program, new() { Goal = PickGoal.Worker }, cancel).ConfigureAwait(false);
            if (picked.Note is { } note)
                terminal.Note(note);
            HeapSession? session = options.NoInspector ? null
                : await ConnectAsync(await InspectorAccess.OpenAsync(program, picked, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
            TargetFacts? facts = session is null ? null : await session.ReadTargetAsync(cancel).ConfigureAwait(false);
            return new(terminal, program, session, options.CollectGarbage) { Pid = picked.Pid, Info = new(picked.Pid, facts?.NodeVersion, program.Command, "main") };
        }
        catch
        {
            await program.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads it; <see langword="null"/> when it has ended.</summary>
    public async Task<ProcessSample?> SampleAsync(DateTimeOffset at, CancellationToken cancel)
    {
        ProcessSample? sample = Pid is { } pid ? OutsideReader.TryRead(pid, at) : new() { At = at };
        if (sample is null || session is null)
            return sample;
        try
        {
            if (collects)
                await session.CollectGarbageAsync(new() { Passes = 1 }, cancel).ConfigureAwait(false);
            sample = await session.ReadWatchAsync(sample, cancel).ConfigureAwait(false);
            wasBusy = false;
            // Before Node.js 18.15 a collection is told late: what is in use right after it is the better figure.
            return collects && sample is { Floors.IsEmpty: true, HeapUsed: { } used } ? sample with { Floors = [new(at, used, sample.External)] } : sample;
        }
        catch (CaptureException e) when (e.Fault == CaptureFault.Busy)
        {
            if (!wasBusy)
                terminal.Note($"{e.Message}; watching from outside meanwhile");
            wasBusy = true;
            return sample;
        }
        catch (CaptureException e) when (e.Fault is CaptureFault.InspectorLost or CaptureFault.ProtocolError && Pid is { } local && OutsideReader.TryRead(local, at) is not null)
        {
            if (program is null or { Finishing.IsCompleted: false })
                terminal.Note($"{e.Message}; watching on from outside");
            await ReleaseAsync().ConfigureAwait(false);
            return sample;
        }
        catch (CaptureException e) when (e.Fault == CaptureFault.InspectorLost)
        {
            return null;
        }
    }

    /// <summary>Collects all garbage and reads what remains; <see langword="null"/> when that cannot be told from here.</summary>
    public async Task<FloorReading?> ReadFloorAsync(DateTimeOffset at, CancellationToken cancel)
    {
        if (session is null)
            return null;
        try
        {
            MemorySample floor = await session.ReadFloorAsync(new() { Passes = 2 }, cancel).ConfigureAwait(false);
            return floor.HeapUsed is { } used ? new(at, used, floor.External) : null;
        }
        catch (CaptureException e) when (e.Fault is CaptureFault.Busy or CaptureFault.InspectorLost or CaptureFault.ProtocolError)
        {
            return null;
        }
    }

    /// <summary>Lets go of the process; a program that we started ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await ReleaseAsync().ConfigureAwait(false);
        if (program is not null)
            await program.DisposeAsync().ConfigureAwait(false);
    }

    async Task ReleaseAsync()
    {
        if (session is not { } open)
            return;
        session = null;
        bool isGone = open.Closed.IsCompleted;
        ReleaseResult released = await open.ReleaseAsync().ConfigureAwait(false);
        if (!released.IsAsFound && program is null && !isGone)
            terminal.Note(released.Sentence);
    }

    static async Task<WatchTarget> AttachAsync(string running, WatchOptions options, UserTerminal terminal, CancellationToken cancel)
    {
        int? pid = int.TryParse(running, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : running.StartsWith(':') && int.TryParse(running.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? NodeProcesses.TryFindListener(port) : null;
        if (pid is null && options.NoInspector)
            throw new UsageException($"no Node.js process of this user listens at {running}, and without the inspector only processes of this machine can be watched");
        HeapSession? session = options.NoInspector ? null : await TryConnectAsync(pid, running, terminal, cancel).ConfigureAwait(false);
        try
        {
            TargetFacts? facts = session is null ? null : await session.ReadTargetAsync(cancel).ConfigureAwait(false);
            ProcessFacts? process = pid is { } local && ProcessFacts.TryRead(local, out ProcessFacts read) && !read.HasEnded ? read : null;
            if (process is null && facts is null)
                throw new CaptureException(CaptureFault.NoSuchProcess, $"there is no process {running}; 'heaptrail ps' lists those that can be watched");
            string command = process?.Command ?? string.Join(' ', facts!.Arguments);
            return new(terminal, null, session, options.CollectGarbage) { Pid = pid, Info = new(pid ?? facts!.Pid, facts?.NodeVersion, command, "main") };
        }
        catch
        {
            if (session is not null)
                await session.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    static async Task<HeapSession?> TryConnectAsync(int? pid, string running, UserTerminal terminal, CancellationToken cancel)
    {
        terminal.Progress.Step($"attaching to {running}");
        try
        {
            InspectorTarget inspector = pid is { } process
                ? await InspectorAccess.AttachAsync(process, cancel).ConfigureAwait(false)
                : await InspectorAccess.AttachAsync(running, cancel).ConfigureAwait(false);
            if (inspector.Origin == InspectorOrigin.OpenedBySignal)
                terminal.Note($"opened the inspector of {inspector.Name} by SIGUSR1; it is closed at the end (--no-inspector does without)");
            return await ConnectAsync(inspector, cancel).ConfigureAwait(false);
        }
        catch (CaptureException e) when (pid is not null && e.Fault is CaptureFault.InspectorUnavailable or CaptureFault.Busy)
        {
            terminal.Note($"watching from outside only: {e.Message}");
            return null;
        }
    }

    static async Task<HeapSession> ConnectAsync(InspectorTarget inspector, CancellationToken cancel)
    {
        HeapSession session = await HeapSession.ConnectAsync(inspector, new() { CommandLimit = answerLimit }, cancel).ConfigureAwait(false);
        try
        {
            await session.StartWatchAsync(cancel).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
