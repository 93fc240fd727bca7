using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Guard;

/// <summary>
/// A program that is kept running: one process, or workers that share its ports. Disposing lets go of it without ending it, as after a crash of the
/// guard; <see cref="StopAsync"/> ends it.
/// </summary>
public sealed partial class GuardedProgram : IAsyncDisposable
{
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(100);
    const int WordRounds = 10;
    const int ReapRounds = 20;
    static readonly TimeSpan agentLimit = TimeSpan.FromSeconds(2);
    readonly GuardOptions options;
    readonly GuardSocket socket;
    readonly string agent;
    readonly CancellationTokenSource letGo = new();
    readonly Lock gate = new();
    readonly List<GuardMember> members = [];
    readonly Task listening;
    readonly Task polling;
    bool servedBefore;

    /// <summary>Prepares a program; nothing is started yet.</summary>
    /// <param name="options">How it is kept running.</param>
    /// <exception cref="CaptureException">The folder cannot be used.</exception>
    public GuardedProgram(GuardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Trouble.RequireLinux();
        this.options = options;
        socket = new GuardSocket(Path.GetFullPath(Path.Combine(options.Folder, "guard.sock")));
        agent = GuardScripts.WriteAgent(options.Folder);
        listening = Task.Run(ListenAsync);
        polling = Task.Run(PollAsync);
    }

    /// <summary>The processes that serve, and those that are leaving.</summary>
    public ImmutableArray<GuardMember> Members
    {
        get
        {
            lock (gate)
                return [.. members];
        }
    }

    /// <summary>The primary; <see langword="null"/> without workers.</summary>
    public int? PrimaryPid => primary?.Pid;

    /// <summary>Takes a process over that an earlier guard has started.</summary>
    /// <returns><see langword="null"/> when it has ended.</returns>
    /// <param name="pid">Its id.</param>
    /// <param name="startTicks">Its start time, which tells it from a later process with the same id.</param>
    public GuardMember? TryAdopt(int pid, long startTicks) =>
        ProcessFacts.TryRead(pid, out ProcessFacts facts) && facts.StartTicks == startTicks && !facts.HasEnded ? Add(pid) : null;

    /// <summary>Starts a process and waits until it is up.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">It cannot be started, or ended before it was up.</exception>
    public async Task<GuardMember> StartAsync(CancellationToken cancel = default)
    {
        GuardMember member = options.Workers > 0 ? await ForkAsync(cancel).ConfigureAwait(false) : Launch();
        await WaitUpAsync(member, cancel).ConfigureAwait(false);
        return member;
    }

    /// <summary>Puts another process in a process's place. Where ports can be shared the other one is up before this one leaves.</summary>
    /// <param name="member">The process that goes.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="CaptureException">The replacement does not come up; where ports are shared the old process stays.</exception>
    public async Task<GuardMember> ReplaceAsync(GuardMember member, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (options.Workers == 0 && !options.Overlaps)
        {
            await EndAsync(member, cancel).ConfigureAwait(false);
            return await StartAsync(cancel).ConfigureAwait(false);
        }
        GuardMember next = await StartAsync(cancel).ConfigureAwait(false);
        await EndAsync(member, cancel).ConfigureAwait(false);
        return next;
    }

    /// <summary>Ends a process: its connections run out, it is asked to end, and killed when the grace time is over.</summary>
    /// <param name="member">The process.</param>
    /// <param name="cancel">Ends the patience: it is killed.</param>
    public async Task EndAsync(GuardMember member, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        member.IsLeaving = true;
        using var grace = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        grace.CancelAfter(options.Grace);
        try
        {
            if (member.Agent is { } connection)
            {
                await connection.SendAsync($$"""{"type":"drain","closes":{{(options.Workers == 0 ? "true" : "false")}}}""").ConfigureAwait(false);
                await Task.WhenAny(member.Draining, member.Ended, Task.Delay(agentLimit, grace.Token)).ConfigureAwait(false);
                if (options.Workers > 0)
                    await TellPrimaryAsync($$"""{"type":"disconnect","pid":{{member.Pid}}}""").ConfigureAwait(false);
                // Half of the time for connections, half for cleaning up.
                await Task.WhenAny(member.Drained, Task.Delay(options.Grace / 2, grace.Token)).ConfigureAwait(false);
            }
            Signal(member, Signals.EndingBy(options.Signal));
            await member.Ended.WaitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Signal(member, Signals.Kill);
            await member.Ended.ConfigureAwait(false);
        }
    }

    /// <summary>Ends everything.</summary>
    /// <param name="cancel">Ends the patience.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await Task.WhenAll(Members.Select(member => EndAsync(member, cancel))).ConfigureAwait(false);
        await EndPrimaryAsync().ConfigureAwait(false);
    }

    /// <summary>Passes a signal on to all processes that have a handler for it.</summary>
    /// <param name="signal">Number of the signal.</param>
    public void Forward(int signal)
    {
        foreach (GuardMember member in Members)
            if (SignalMasks.TryRead(member.Pid, out SignalMasks masks) && (masks.Caught & (1UL << (signal - 1))) != 0)
                Signal(member, signal);
    }

    /// <summary>Lets go of the processes.</summary>
    public async ValueTask DisposeAsync()
    {
        await letGo.CancelAsync().ConfigureAwait(false);
        socket.Dispose();
        await Task.WhenAll(listening, polling).ConfigureAwait(false);
        letGo.Dispose();
    }

    GuardMember Launch()
    {
        ProcessStartInfo start = GuardCommand.Plain(options, agent, socket.Path);
        Process process = Start(options.IsTraced ? ShellStart.Of(start) : start, options.Command[0]);
        GuardMember member = Add(options.IsTraced ? ShellStart.ProgramOf(process) : process.Id);
        member.Shell = options.IsTraced ? process.Id : null;
        _ = EndWithAsync(member, process);
        return member;

        static async Task EndWithAsync(GuardMember member, Process process)
        {
            await process.WaitForExitAsync().ConfigureAwait(false);
            member.End(HowEnded(process.ExitCode));
            process.Dispose();
        }
    }

    static Process Start(ProcessStartInfo start, string command)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw Trouble.CannotStart(command, $"{Trouble.OneLine(e.Message)}; check the command", e);
        }
    }

    async Task WaitUpAsync(GuardMember member, CancellationToken cancel)
    {
        TimeSpan limit = options.WaitsForReady ? options.StartLimit : options.QuietTime;
        Task first = await Task.WhenAny(member.Up, member.Ended, Task.Delay(limit, cancel)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        // It is the others that tell whether a program of this kind listens: one that takes its time to listen is not up yet.
        if (first != member.Up && !member.Ended.IsCompleted && !options.WaitsForReady && (Members.Any(other => other != member && other.Up.IsCompleted) || servedBefore))
            await Task.WhenAny(member.Up, member.Ended, Task.Delay(options.StartLimit - limit is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        bool isLate = !member.Up.IsCompleted && (options.WaitsForReady || servedBefore);
        servedBefore |= member.Up.IsCompleted && !options.WaitsForReady;
        if (member.Ended.IsCompleted)
            throw new CaptureException(CaptureFault.ExitedEarly, $"process {member.Pid} {await member.Ended.ConfigureAwait(false)} before it was up");
        if (!isLate)
            return;
        await EndAsync(member, cancel).ConfigureAwait(false);
        throw new CaptureException(CaptureFault.PortNeverOpened, $"process {member.Pid} {(options.WaitsForReady ? "has not said that it is ready" : "does not listen")} after {Trouble.Seconds(options.StartLimit)}; allow more time with --start-timeout");
    }

    GuardMember Add(int pid)
    {
        lock (gate)
        {
            if (members.Find(one => one.Pid == pid) is { } known)
                return known;
            var member = new GuardMember(pid);
            members.Add(member);
            return member;
        }
    }

    async Task ListenAsync()
    {
        await foreach (GuardMessage message in socket.Messages.ReadAllAsync().ConfigureAwait(false))
        {
            if (NoticePrimary(message))
                continue;
            GuardMember? member = Members.FirstOrDefault(one => one.Pid == message.Pid) ?? OfMember(message);
            if (message.Type == "agent")
            {
                member?.Connect(message.From);
                if (member is not null)
                    foreach (string state in (string[])["listening", "ready"])
                        if (message.Body.TryGetProperty(state, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.True)
                            member.Notice(message with { Type = state }, options.WaitsForReady);
            }
            else
                member?.Notice(message, options.WaitsForReady);
        }
    }

    /// <summary>A program that npm or a shell has started: its memory is the one that counts.</summary>
    GuardMember? OfMember(GuardMessage message) =>
        message.Type == "listening" ? Members.FirstOrDefault(one => ProcessTree.Descendants(one.Pid).Contains(message.Pid)) : null;

    /// <summary>Who is not our child ends without a word; the others are given time to say how.</summary>
    async Task PollAsync()
    {
        var reaper = new OrphanReaper();
        for (int round = 1; !letGo.IsCancellationRequested; round++)
        {
            foreach (GuardMember member in Members)
            {
                if (!member.IsAlive && ++member.RoundsGone > WordRounds)
                    member.End("ended");
                if (member.Ended.IsCompleted)
                    lock (gate)
                        members.Remove(member);
            }
            if (round % ReapRounds == 0)
                reaper.Reap([.. Members.Select(member => member.Shell ?? member.Pid), .. primary is null ? [] : (int[])[primary.Pid]]);
            await Task.Delay(pollTime, letGo.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static void Signal(GuardMember member, int signal)
    {
        if (member.IsAlive)
            _ = Signals.Send(member.Pid, signal);   // gone in between: nothing to do
    }

    static string HowEnded(int code) => code is > 128 and < 160 ? $"was ended by {Signals.NameOf(code - 128)}" : string.Create(CultureInfo.InvariantCulture, $"exited with code {code}");
}
