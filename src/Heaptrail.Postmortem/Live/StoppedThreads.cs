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
    const int AnyClone = 0x40000000;
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

    void WaitForStop(int thread)
    {
        int status = 0;
        if (Natives.Wait(thread, &status, AnyClone) != thread || (status & 0xFF) != 0x7F)
        {
            seized.Remove(thread);
            return;
        }
        // A signal that came first is handed on when the thread runs again.
        int signal = (status >> StopSignalShift) & 0xFF;
        if (status >> EventShift != EventStop)
            pendingSignals[thread] = signal;
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
