using System.Diagnostics;
using System.Text.Json;
using Heaptrail.Capture.Processes;

namespace Heaptrail.Capture.Guard;

public sealed partial class GuardedProgram
{
    static readonly TimeSpan primaryLimit = TimeSpan.FromSeconds(15);
    readonly SemaphoreSlim forking = new(1, 1);
    TaskCompletionSource<int> forked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource primaryCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    GuardMember? primary;
    GuardConnection? primaryConnection;

    /// <summary>Takes a primary over with its workers, which an earlier guard has started.</summary>
    /// <param name="pid">Its id.</param>
    /// <param name="startTicks">Its start time.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Whether it lives and has answered.</returns>
    public async Task<bool> TryAdoptPrimaryAsync(int pid, long startTicks, CancellationToken cancel = default)
    {
        if (!ProcessFacts.TryRead(pid, out ProcessFacts facts) || facts.StartTicks != startTicks || facts.HasEnded)
            return false;
        primary = new GuardMember(pid);
        return await Task.WhenAny(primaryCame.Task, Task.Delay(primaryLimit, cancel)).ConfigureAwait(false) == primaryCame.Task;
    }

    /// <summary>Start time of the primary in kernel ticks; <see langword="null"/> without workers.</summary>
    public long? PrimaryStartTicks => primary?.StartTicks;

    async Task<GuardMember> ForkAsync(CancellationToken cancel)
    {
        await forking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (primary is not { IsAlive: true })
                LaunchPrimary();
            await primaryCame.Task.WaitAsync(primaryLimit, cancel).ConfigureAwait(false);
            forked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await TellPrimaryAsync("""{"type":"fork"}""").ConfigureAwait(false);
            return Add(await forked.Task.WaitAsync(primaryLimit, cancel).ConfigureAwait(false));
        }
        catch (TimeoutException e)
        {
            throw new CaptureException(CaptureFault.Other, $"the primary of the workers does not answer within {Trouble.Seconds(primaryLimit)}; check that '{options.Command[0]}' runs", e);
        }
        finally
        {
            forking.Release();
        }
    }

    void LaunchPrimary()
    {
        primaryCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Start(GuardCommand.Primary(options, GuardScripts.WritePrimary(options.Folder), agent, socket.Path), options.Command[0]);
        GuardMember started = primary = new GuardMember(process.Id);
        _ = EndWithAsync();

        async Task EndWithAsync()
        {
            await process.WaitForExitAsync().ConfigureAwait(false);
            started.End(HowEnded(process.ExitCode));
            process.Dispose();
        }
    }

    /// <summary>Returns whether the message came from the primary.</summary>
    bool NoticePrimary(GuardMessage message)
    {
        switch (message.Type)
        {
            case "primary" when message.Pid == primary?.Pid:
                primaryConnection = message.From;
                foreach (JsonElement worker in message.Body.GetProperty("workers").EnumerateArray())
                {
                    GuardMember member = Add(worker.GetProperty("pid").GetInt32());
                    if (worker.GetProperty("listening").GetBoolean())
                        member.Notice(message with { Type = "listening" }, options.WaitsForReady);
                }
                primaryCame.TrySetResult();
                return true;
            case "forked" when message.From == primaryConnection:
                Add(message.Pid);   // what it tells next must find it
                forked.TrySetResult(message.Pid);
                return true;
            case "exit" when message.From == primaryConnection:
                Members.FirstOrDefault(one => one.Pid == message.Pid)?.End(
                    message.Body.GetProperty("signal").GetString() is { } signal ? $"was ended by {signal}" : $"exited with code {message.Body.GetProperty("code")}");
                return true;
            default:
                return false;
        }
    }

    Task TellPrimaryAsync(string message) => primaryConnection?.SendAsync(message) ?? Task.CompletedTask;

    async Task EndPrimaryAsync()
    {
        if (primary is not { IsAlive: true } running)
            return;
        await TellPrimaryAsync("""{"type":"end"}""").ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        while (running.IsAlive && clock.Elapsed < agentLimit)
            await Task.Delay(pollTime).ConfigureAwait(false);
        Signal(running, Signals.Kill);
    }
}
