using System.Diagnostics;

namespace Heaptrail.Capture.Processes;

public sealed partial class TargetProgram
{
    static readonly TimeSpan grace = TimeSpan.FromSeconds(3);
    static readonly TimeSpan pollTime = TimeSpan.FromMilliseconds(20);
    readonly SemaphoreSlim stopping = new(1, 1);
    bool stopped;

    /// <summary>
    /// Ends all processes of the program: SIGTERM first, SIGKILL after 3 seconds or on cancellation. Disconnect inspector clients before, or
    /// Node.js 16 to 20 waits for them.
    /// </summary>
    /// <param name="cancel">Ends the wait, not the stop: what still runs is killed.</param>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await stopping.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (stopped)
                return;
            List<(int Pid, long Start)> victims = Collect();
            Signal(victims, Signals.Terminate);
            await WaitUntilGoneAsync(victims, grace, cancel).ConfigureAwait(false);
            // Also what was started meanwhile; twice, since a process may start another one while we look.
            for (int round = 0; round < 2; round++)
            {
                victims = Collect();
                Signal(victims, Signals.Kill);
                await WaitUntilGoneAsync(victims, grace, CancellationToken.None).ConfigureAwait(false);
            }
            await Task.WhenAny(Exited, Task.Delay(grace, CancellationToken.None)).ConfigureAwait(false);
            stopped = true;
        }
        finally
        {
            stopping.Release();
        }
    }

    /// <summary>Ends all processes of the program.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        process.Dispose();
    }

    void OnProcessExit(object? sender, EventArgs e) => Signal(Collect(), Signals.Kill);

    /// <summary>The living processes with their start times, so that a reused id is never mistaken for one of them.</summary>
    List<(int Pid, long Start)> Collect()
    {
        var found = new List<(int, long)>();
        if (!OperatingSystem.IsLinux())
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            return found;
        }
        IEnumerable<int> tree = Exited.IsCompleted ? [] : ProcessTree.Descendants(Pid).Prepend(Pid);
        foreach (int pid in tree.Union(ProcessTree.Marked(MarkVariable, mark)))
            if (ProcessFacts.TryRead(pid, out ProcessFacts facts) && !facts.HasEnded)
                found.Add((pid, facts.StartTicks));
        return found;
    }

    static void Signal(List<(int Pid, long Start)> victims, int signal)
    {
        foreach ((int Pid, long Start) victim in victims.Where(IsAlive))
            _ = Signals.Send(victim.Pid, signal);   // gone in between: nothing to do
    }

    static async Task WaitUntilGoneAsync(List<(int Pid, long Start)> victims, TimeSpan limit, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (victims.Exists(IsAlive) && clock.Elapsed < limit && !cancel.IsCancellationRequested)
            await Task.Delay(pollTime, CancellationToken.None).ConfigureAwait(false);
    }

    static bool IsAlive((int Pid, long Start) victim) =>
        ProcessFacts.TryRead(victim.Pid, out ProcessFacts facts) && facts.StartTicks == victim.Start && !facts.HasEnded;
}
