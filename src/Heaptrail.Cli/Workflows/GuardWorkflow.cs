using System.Runtime.InteropServices;
using Heaptrail.Capture;
using Heaptrail.Capture.Guard;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Web;
using Heaptrail.Diagnosis.Trend;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Keeps a program running: replaces a process before its memory runs out, keeps the evidence, starts what has crashed.</summary>
sealed class GuardWorkflow(GuardPlan plan, UserTerminal terminal, TimeProvider time)
{
    const int Usr1 = 10, Usr2 = 12;
    readonly GuardJournal journal = GuardJournal.Open(plan.Folder, plan.Command);
    readonly GuardEvidence evidence = new(plan, terminal, time);
    readonly GuardCrashes crashes = new(plan, terminal, time);
    readonly Dictionary<GuardMember, (WatchHistory History, DateTimeOffset Since)> watched = [];
    readonly List<TimeSpan> crashedLives = [];
    bool isReloadWanted;
    long replacements;
    bool isWarned;
    MetricsServer? metrics;

    /// <summary>Runs until it is stopped, or the program ends by itself. Returns the exit code.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        metrics = MetricsServer.Start(plan.MetricsPort, terminal);
        try
        {
            return await GuardAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            await crashes.FinishAsync().ConfigureAwait(false);
            if (metrics is not null)
                await metrics.DisposeAsync().ConfigureAwait(false);
        }
    }

    async Task<int> GuardAsync(CancellationToken cancel)
    {
        GuardedProgram program = new(plan.Options);
        await using (program.ConfigureAwait(false))
        {
            using PosixSignalRegistration? usr1 = PosixSignalRegistration.Create((PosixSignal)Usr1, signal => { signal.Cancel = true; program.Forward(Usr1); });
            using PosixSignalRegistration? usr2 = PosixSignalRegistration.Create((PosixSignal)Usr2, signal => { signal.Cancel = true; isReloadWanted = true; });
            try
            {
                await BeginAsync(program, cancel).ConfigureAwait(false);
                return await LoopAsync(program, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                await StopAsync(program).ConfigureAwait(false);
                return ExitCode.Done;
            }
            catch (CaptureException)
            {
                await StopAsync(program).ConfigureAwait(false);
                throw;
            }
        }
    }

    int Wanted => int.Max(1, plan.Workers);

    /// <summary>Takes over what an earlier guard has left, and starts the rest.</summary>
    async Task BeginAsync(GuardedProgram program, CancellationToken cancel)
    {
        if (plan.Workers > 0 && journal.State.Primary is { } primary)
            await program.TryAdoptPrimaryAsync(primary.Pid, primary.StartTicks, cancel).ConfigureAwait(false);
        else if (plan.Workers == 0)
            foreach (GuardedProcess process in journal.State.Members)
                program.TryAdopt(process.Pid, process.StartTicks);
        foreach (GuardMember member in program.Members)
        {
            Watch(member);
            Tell(new() { At = time.GetUtcNow(), What = "adopted", Pid = member.Pid });
        }
        while (program.Members.Length < Wanted)
            Started(await program.StartAsync(cancel).ConfigureAwait(false), program);
        journal.Note(program);
    }

    async Task<int> LoopAsync(GuardedProgram program, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(plan.Interval, time, cancel).ConfigureAwait(false);
            foreach (GuardMember member in watched.Keys.ToArray())
            {
                if (member.Ended.IsCompleted)
                {
                    if (await CrashedAsync(program, member, cancel).ConfigureAwait(false) is { } code)
                        return code;
                }
                else
                    await LookAsync(program, member, cancel).ConfigureAwait(false);
            }
            ShowMetrics();
            if (isReloadWanted)
            {
                isReloadWanted = false;
                foreach (GuardMember member in watched.Keys.ToArray())
                    await ReplaceAsync(program, member, new("signal", "SIGUSR2 came"), cancel).ConfigureAwait(false);
            }
        }
    }

    async Task LookAsync(GuardedProgram program, GuardMember member, CancellationToken cancel)
    {
        crashes.Watch(member);
        (WatchHistory history, DateTimeOffset since) = watched[member];
        DateTimeOffset now = time.GetUtcNow();
        if (member.Read(now) is not { } sample)
            return;
        history.Add(sample);
        if (GuardRule.Judge(history.Samples, history.Verdict, plan.Limits) is not { } reason)
            return;
        TimeSpan least = RestartPolicy.LeastLife(plan.LeastLife, [.. journal.State.Events.Where(one => one is { What: "replaced", Kind: not "signal" }).Select(one => one.At)], now);
        if (now - since >= least)
        {
            isWarned = false;
            await ReplaceAsync(program, member, reason, cancel).ConfigureAwait(false);
        }
        else if (!isWarned)
        {
            isWarned = true;
            terminal.Note(GuardText.Postponed(member.Pid, reason, least - (now - since)));
        }
    }

    async Task ReplaceAsync(GuardedProgram program, GuardMember member, GuardReason reason, CancellationToken cancel)
    {
        terminal.Note(GuardText.Reason(time.GetUtcNow(), member.Pid, reason));
        string? file = null, whyNot = null;
        await crashes.LetGoAsync(member).ConfigureAwait(false);
        if (reason.Kind != "signal")
            (file, whyNot) = await evidence.TakeAsync(member.Pid, watched[member].History.Samples is [.., var last] ? last : null, cancel).ConfigureAwait(false);
        if (whyNot is not null)
            terminal.Note(GuardText.NoEvidence(whyNot));
        double uptime = (time.GetUtcNow() - watched[member].Since).TotalSeconds;
        try
        {
            GuardMember next = await program.ReplaceAsync(member, cancel).ConfigureAwait(false);
            watched.Remove(member);
            Watch(next);
            replacements++;
            Tell(new() { At = time.GetUtcNow(), What = "replaced", Pid = next.Pid, Why = $"{member.Pid} {reason.Sentence}", Kind = reason.Kind, Uptime = double.Round(uptime, 1), Evidence = file });
        }
        catch (CaptureException e) when (member is { IsAlive: true, IsLeaving: false })
        {
            // The old one serves on: that is better than nothing. The wait before the next attempt is that of a replacement.
            Tell(new() { At = time.GetUtcNow(), What = "replaced", Pid = member.Pid, Why = $"not: {e.Message}", Kind = reason.Kind, Evidence = file });
        }
        catch (CaptureException e)
        {
            terminal.Note(e.Message);
        }
        journal.Note(program);
    }

    /// <summary>Starts another one after a while. Returns the exit code when the program has ended as it wanted.</summary>
    async Task<int?> CrashedAsync(GuardedProgram program, GuardMember member, CancellationToken cancel)
    {
        (WatchHistory history, DateTimeOffset since) = watched[member];
        watched.Remove(member);
        string how = await member.Ended.ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        if (plan.Workers == 0 && how == "exited with code 0")
        {
            Tell(new() { At = now, What = "stopped", Pid = member.Pid, Why = how });
            return ExitCode.Done;
        }
        crashedLives.Add(now - since);
        bool isMemory = GuardCrash.IsMemory(how, history.Samples);
        CaughtCrash? caught = await crashes.OfAsync(member, isMemory, now - since).ConfigureAwait(false);
        Tell(new() { At = now, What = "crashed", Pid = member.Pid, Why = GuardCrash.Explain(how, history.Samples), Kind = isMemory ? "memory" : null, Uptime = double.Round((now - since).TotalSeconds, 1), Evidence = caught?.File });
        evidence.Trim();
        while (true)
        {
            TimeSpan wait = RestartPolicy.AfterCrash(crashedLives);
            if (wait > TimeSpan.Zero)
                terminal.Note(GuardText.Waiting(wait));
            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            try
            {
                Started(await program.StartAsync(cancel).ConfigureAwait(false), program);
                if (caught is not null)
                    crashes.Diagnose(caught, cancel);
                return null;
            }
            catch (CaptureException e)
            {
                crashedLives.Add(TimeSpan.Zero);
                terminal.Note(e.Message);
            }
        }
    }

    async Task StopAsync(GuardedProgram program)
    {
        terminal.Note(GuardText.Stopping(program.Members.Length));
        await program.StopAsync(CancellationToken.None).ConfigureAwait(false);
        Tell(new() { At = time.GetUtcNow(), What = "stopped" });
        journal.Note(program);
    }

    void ShowMetrics()
    {
        if (metrics is null)
            return;
        var text = new PrometheusText();
        foreach ((GuardMember member, (WatchHistory history, _)) in watched)
            text.Add(member.Pid, history);
        metrics.Show(text.Count("heaptrail_guard_replacements_total", "Processes that were replaced.", replacements).Count("heaptrail_guard_crashes_total", "Processes that have crashed.", crashedLives.Count));
    }

    void Started(GuardMember member, GuardedProgram program)
    {
        Watch(member);
        Tell(new() { At = time.GetUtcNow(), What = "started", Pid = member.Pid });
        journal.Note(program);
    }

    void Watch(GuardMember member)
    {
        watched[member] = (new WatchHistory(), time.GetUtcNow());
        crashes.Watch(member);
    }

    void Tell(GuardEvent what)
    {
        journal.Note(what);
        terminal.Note(GuardText.Event(what));
    }
}
