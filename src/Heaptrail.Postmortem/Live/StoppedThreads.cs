using System.Globalization;
using System.Runtime.InteropServices;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Live;

/// <summary>
/// All threads of a process, standing still until this is disposed. The kernel lets them run again by itself when the thread that
/// stopped them ends, however it ends: nothing that happens to us leaves the process stopped. To be used on one thread.
/// </summary>
sealed unsafe class StoppedThreads : IDisposable
{
    // Of Linux's <sys/ptrace.h> and <sys/wait.h>.
    const int GetRegisters = 12;
    const int Detach = 17;
    const int Seize = 0x4206;
    const int Interrupt = 0x4207;
    const int GetSignal = 0x4202;
    const int AnyClone = 0x40000000;
    const int NoHang = 1;
    const int StopSignalShift = 8;
    const int EventShift = 16;
    const int EventStop = 128;

    // Threads may start others while they are being stopped.
    const int MostRounds = 16;

    readonly List<int> seized = [];
    readonly Dictionary<int, int> pendingSignals = [];

    StoppedThreads()
    {
    }

    /// <summary>Stops them.</summary>
    /// <exception cref="HeapReadException">The system does not allow it, or the process is gone.</exception>
    internal static StoppedThreads Stop(int pid)
    {
        IgnoreStops();
        var stopped = new StoppedThreads();
        try
        {
            for (int round = 0; round < MostRounds && stopped.StopNew(pid); round++)
            {
            }
            return stopped;
        }
        catch
        {
            stopped.Dispose();
            throw;
        }
    }

    // Where the process is our own child, .NET takes the news that it stopped for its end. It needs to know nothing of children that
    // stop, so the system is told not to tell.
    static void IgnoreStops()
    {
        const int ChildSignal = 17;
        const int NoChildStop = 1;
        Natives.SignalAction action;
        if (Natives.SetAction(ChildSignal, null, &action) == 0 && (action.Flags & NoChildStop) == 0)
        {
            action.Flags |= NoChildStop;
            _ = Natives.SetAction(ChildSignal, &action, null);
        }
    }

    // Returns whether there were threads that run.
    bool StopNew(int pid)
    {
        List<int> found = [.. ThreadsOf(pid).Where(thread => !seized.Contains(thread) && TrySeize(pid, thread))];
        foreach (int thread in found)
            _ = Natives.Trace(Interrupt, thread, null, null);
        foreach (int thread in found)
            WaitForStop(thread);
        return found.Count > 0;
    }

    bool TrySeize(int pid, int thread)
    {
        if (Natives.Trace(Seize, thread, null, null) == 0)
        {
            seized.Add(thread);
            return true;
        }
        int error = Marshal.GetLastPInvokeError();
        // A thread may end at any time; the process is gone with its main thread.
        if (error == Natives.NoSuchProcess && thread != pid)
            return false;
        throw LiveTrouble.Of(pid, error);
    }

    // When another child ends just then, .NET may still take away the answer that is waited for here: so the state of the thread is
    // looked at as well.
    void WaitForStop(int thread)
    {
        var spin = new SpinWait();
        while (true)
        {
            int status = 0;
            int changed = Natives.Wait(thread, &status, AnyClone | NoHang);
            if (changed == 0 && spin.NextSpinWillYield && IsStopped(thread))
            {
                status = StatusOf(thread);
                changed = thread;
            }
            if (changed == 0)
            {
                spin.SpinOnce();
                continue;
            }
            if (changed != thread || (status & 0xFF) != 0x7F)
                seized.Remove(thread);
            else if (status >> EventShift != EventStop)
                pendingSignals[thread] = (status >> StopSignalShift) & 0xFF;
            return;
        }
    }

    static bool IsStopped(int thread)
    {
        try
        {
            // 4121 (node) t 1 ...; the name may have brackets itself.
            string line = File.ReadAllText($"/proc/{thread}/stat");
            return line.AsSpan(line.LastIndexOf(')') + 1).TrimStart().StartsWith("t", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // What waiting would have given. A signal that came first is handed on when the thread runs again.
    static int StatusOf(int thread)
    {
        const int Trap = 5;
        int* signal = stackalloc int[32];
        int number = Natives.Trace(GetSignal, thread, null, signal) == 0 ? signal[0] : Trap;
        int code = signal[2];
        return 0x7F | (number << StopSignalShift) | ((number == Trap || code >> StopSignalShift == EventStop ? EventStop : 0) << EventShift);
    }

    static IEnumerable<int> ThreadsOf(int pid)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{pid}/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Order()];
        }
        catch (DirectoryNotFoundException)
        {
            throw LiveTrouble.Of(pid, Natives.NoSuchProcess);
        }
    }

    /// <summary>The threads with their registers, the main thread first.</summary>
    internal List<StoppedThread> Threads()
    {
        var states = new List<StoppedThread>();
        foreach (int thread in seized)
        {
            var registers = new ulong[StoppedThread.RegisterCount];
            fixed (ulong* at = registers)
            {
                if (Natives.Trace(GetRegisters, thread, null, at) == 0)
                    states.Add(new(thread, registers));
            }
        }
        return states;
    }

    /// <summary>Lets them run.</summary>
    public void Dispose()
    {
        foreach (int thread in seized)
            _ = Natives.Trace(Detach, thread, null, (void*)pendingSignals.GetValueOrDefault(thread));
        seized.Clear();
    }
}
