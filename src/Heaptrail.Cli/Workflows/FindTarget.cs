using System.Net;
using Heaptrail.Capture;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>The process that <c>find</c> looks into: started by us and stopped at the end, or running and left as it was.</summary>
sealed class FindTarget : IAsyncDisposable
{
    static readonly TimeSpan quietProgram = TimeSpan.FromSeconds(10);

    readonly UserTerminal terminal;
    readonly TargetProgram? program;

    FindTarget(UserTerminal terminal, TargetProgram? program)
    {
        this.terminal = terminal;
        this.program = program;
    }

    /// <summary>The way to its heap.</summary>
    public required IHeapAccess Heap { get; init; }

    /// <summary>The connection to its inspector, for who asked for no other way.</summary>
    public HeapSession Session => ((InspectorHeap)Heap).Session;

    /// <summary>What the report says about it.</summary>
    public required TargetInfo Info { get; init; }

    /// <summary>Where it serves; <see langword="null"/> when it serves nothing or was not started by us.</summary>
    public Uri? Url { get; init; }

    /// <summary>Where other programs that run for this target write to.</summary>
    public Stream Output => terminal.PassThrough;

    /// <summary>What the reader should know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Ends when the program ends or wants to end; never for a process that was running already.</summary>
    public Task Finishing => program?.Finishing ?? Task.Delay(Timeout.Infinite);

    /// <summary>Why the program ended, in one line.</summary>
    public async Task<string> EndAsync()
    {
        int code = program is { Exited.IsCompleted: true } ? await program.Exited.ConfigureAwait(false) : 0;
        string with = program is { Exited.IsCompleted: false } ? "" : $" with exit code {code}";
        return $"the program ended{with}{(program?.LastErrorLine is { } line ? $": {line}" : "")}";
    }

    /// <summary>Starts the program or attaches to the process.</summary>
    public static async Task<FindTarget> OpenAsync(FindOptions options, UserTerminal terminal, CancellationToken cancel)
    {
        if (options.Attach is { } running)
            return await AttachAsync(running, options.Method, terminal, cancel).ConfigureAwait(false);
        terminal.Progress.Step($"starting {string.Join(' ', options.Command)}");
        TargetProgram program = TargetProgram.Start(options.Method == CaptureMethod.Inspector ? options.Command : ShellBetween.And(options.Command), new() { Output = terminal.PassThrough, Error = terminal.PassThrough });
        try
        {
            return await StartedAsync(program, options, terminal, cancel).ConfigureAwait(false);
        }
        catch
        {
            await program.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets go of a process that was running before, and looks whether it is as it was found; <see langword="null"/> for a program of ours, which ends.</summary>
    public async Task<ReleaseResult?> ReleaseAsync() => program is null ? await Heap.ReleaseAsync().ConfigureAwait(false) : null;

    /// <summary>Lets go of the process; a program that we started ends.</summary>
    public async ValueTask DisposeAsync()
    {
        ReleaseResult? released = await Heap.ReleaseAsync().ConfigureAwait(false);
        if (program is not null)
            await program.DisposeAsync().ConfigureAwait(false);
        else if (released is not null)
            terminal.Note(released.Sentence);
    }

    static async Task<FindTarget> StartedAsync(TargetProgram program, FindOptions options, UserTerminal terminal, CancellationToken cancel)
    {
        PickedProcess picked = await PickAsync(program, options, cancel).ConfigureAwait(false);
        (MemoryAccess? memory, string? refused) = ReadFromOutside(picked.Pid, options.Method, cancel);
        FindTarget target;
        if (memory is not null)
        {
            target = new(terminal, program) { Heap = memory, Info = new(picked.Pid, null, string.Join(' ', options.Command), "main"), Url = picked.Url };
        }
        else
        {
            InspectorTarget inspector = await InspectorAccess.OpenAsync(program, picked, cancel).ConfigureAwait(false);
            HeapSession session = await HeapSession.ConnectAsync(inspector, new(), cancel).ConfigureAwait(false);
            TargetFacts facts = await session.ReadTargetAsync(cancel).ConfigureAwait(false);
            target = new(terminal, program) { Heap = new InspectorHeap(session), Info = new(picked.Pid, facts.NodeVersion, string.Join(' ', options.Command), "main"), Url = picked.Url };
        }
        if (refused is not null)
            target.Notes.Add(refused);
        if (picked.Pid != program.Pid)
            target.Notes.Add($"Several processes run: {picked.Reason}.");
        if (picked.Note is { } note)
            target.Notes.Add(note);
        return target;
    }

    // Without any word from the user a program that opens no port for a while is one that serves nothing.
    static async Task<PickedProcess> PickAsync(TargetProgram program, FindOptions options, CancellationToken cancel)
    {
        if (options.Slice is not null)
            return await NodeProcessPicker.PickAsync(program, new() { Goal = PickGoal.Worker }, cancel).ConfigureAwait(false);
        bool mustServe = !options.Urls.IsEmpty;
        int? port = mustServe && new Uri(options.Urls[0]) is { IsLoopback: true } url ? url.Port : null;
        TimeSpan limit = mustServe || options.PortLimit < quietProgram ? options.PortLimit : quietProgram;
        try
        {
            return await NodeProcessPicker.PickAsync(program, new() { Port = port, Limit = limit }, cancel).ConfigureAwait(false);
        }
        catch (CaptureException e) when (!mustServe && e.Fault == CaptureFault.PortNeverOpened)
        {
            return await NodeProcessPicker.PickAsync(program, new() { Goal = PickGoal.Worker }, cancel).ConfigureAwait(false);
        }
    }

    // The first look tells whether the system allows it and the version is known; a started program is small then.
    static (MemoryAccess? Memory, string? Refused) ReadFromOutside(int pid, CaptureMethod method, CancellationToken cancel)
    {
        if (method == CaptureMethod.Inspector)
            return (null, null);
        var memory = new MemoryAccess(pid);
        if (memory.WhyNot(cancel) is not { } reason)
            return (memory, null);
        return method == CaptureMethod.Memory ? throw new CaptureException(CaptureFault.Other, reason) : (null, $"The inspector was used: {reason}.");
    }

    static async Task<FindTarget> AttachAsync(string running, CaptureMethod method, UserTerminal terminal, CancellationToken cancel)
    {
        terminal.Progress.Step($"attaching to {running}");
        bool isLocal = int.TryParse(running, out int process);
        if (!isLocal && method == CaptureMethod.Memory)
            throw new UsageException($"--method memory with '{running}': give the process id, since only a process of this machine can be read from outside");
        (MemoryAccess? memory, string? refused) = ReadFromOutside(process, isLocal ? method : CaptureMethod.Inspector, cancel);
        if (memory is not null)
        {
            return new(terminal, null)
            {
                Heap = memory,
                Info = new(process, null, ProcessFacts.TryRead(process, out ProcessFacts known) ? string.Join(' ', known.CommandLine) : "", "main"),
                Url = UrlOf(ListeningPorts.Read(process)),
            };
        }
        InspectorTarget inspector = int.TryParse(running, out int pid)
            ? await InspectorAccess.AttachAsync(pid, cancel).ConfigureAwait(false)
            : await InspectorAccess.AttachAsync(running, cancel).ConfigureAwait(false);
        HeapSession session = await HeapSession.ConnectAsync(inspector, new(), cancel).ConfigureAwait(false);
        TargetFacts facts = await session.ReadTargetAsync(cancel).ConfigureAwait(false);
        IEnumerable<IPEndPoint> ports = inspector.Pid is { } local ? ListeningPorts.Read(local).Where(p => p.Port != inspector.Address.Port) : [];
        var target = new FindTarget(terminal, null)
        {
            Heap = new InspectorHeap(session),
            Info = new(inspector.Pid ?? facts.Pid, facts.NodeVersion, string.Join(' ', facts.Arguments), "main"),
            Url = UrlOf(ports),
        };
        if (refused is not null)
            target.Notes.Add(refused);
        return target;
    }

    static Uri? UrlOf(IEnumerable<IPEndPoint> ports) => ports.OrderBy(p => p.Port).FirstOrDefault() is { } port ? new($"http://{InspectorEndpoint.Of(port)}/") : null;
}
