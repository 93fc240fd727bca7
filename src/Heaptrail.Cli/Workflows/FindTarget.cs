using System.Net;
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

    /// <summary>The connection to its heap.</summary>
    public required HeapSession Session { get; init; }

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
            return await AttachAsync(running, terminal, cancel).ConfigureAwait(false);
        terminal.Progress.Step($"starting {string.Join(' ', options.Command)}");
        TargetProgram program = TargetProgram.Start(options.Command, new() { Output = terminal.PassThrough, Error = terminal.PassThrough });
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
    public async Task<ReleaseResult?> ReleaseAsync() => program is null ? await Session.ReleaseAsync().ConfigureAwait(false) : null;

    /// <summary>Lets go of the process; a program that we started ends.</summary>
    public async ValueTask DisposeAsync()
    {
        ReleaseResult released = await Session.ReleaseAsync().ConfigureAwait(false);
        if (program is not null)
            await program.DisposeAsync().ConfigureAwait(false);
        else
            terminal.Note(released.Sentence);
    }

    static async Task<FindTarget> StartedAsync(TargetProgram program, FindOptions options, UserTerminal terminal, CancellationToken cancel)
    {
        PickedProcess picked = await PickAsync(program, options, cancel).ConfigureAwait(false);
        InspectorTarget inspector = await InspectorAccess.OpenAsync(program, picked, cancel).ConfigureAwait(false);
        HeapSession session = await HeapSession.ConnectAsync(inspector, new(), cancel).ConfigureAwait(false);
        TargetFacts facts = await session.ReadTargetAsync(cancel).ConfigureAwait(false);
        var target = new FindTarget(terminal, program) { Session = session, Info = new(picked.Pid, facts.NodeVersion, program.Command, "main"), Url = picked.Url };
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
        catch (Capture.CaptureException e) when (!mustServe && e.Fault == Capture.CaptureFault.PortNeverOpened)
        {
            return await NodeProcessPicker.PickAsync(program, new() { Goal = PickGoal.Worker }, cancel).ConfigureAwait(false);
        }
    }

    static async Task<FindTarget> AttachAsync(string running, UserTerminal terminal, CancellationToken cancel)
    {
        terminal.Progress.Step($"attaching to {running}");
        InspectorTarget inspector = int.TryParse(running, out int pid)
            ? await InspectorAccess.AttachAsync(pid, cancel).ConfigureAwait(false)
            : await InspectorAccess.AttachAsync(running, cancel).ConfigureAwait(false);
        HeapSession session = await HeapSession.ConnectAsync(inspector, new(), cancel).ConfigureAwait(false);
        TargetFacts facts = await session.ReadTargetAsync(cancel).ConfigureAwait(false);
        IEnumerable<IPEndPoint> ports = inspector.Pid is { } local ? ListeningPorts.Read(local).Where(p => p.Port != inspector.Address.Port) : [];
        return new(terminal, null)
        {
            Session = session,
            Info = new(inspector.Pid ?? facts.Pid, facts.NodeVersion, string.Join(' ', facts.Arguments), "main"),
            Url = ports.OrderBy(p => p.Port).FirstOrDefault() is { } port ? new($"http://{InspectorEndpoint.Of(port)}/") : null,
        };
    }
}
