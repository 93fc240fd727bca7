using System.Runtime.InteropServices;
using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.Live;

/// <summary>
/// Waits for a process to die of a signal and copies its memory to a file at that moment, whatever the system does with core dumps: the
/// kernel lets a tracer look once more before the memory goes. Until then the process runs as ever. When we end before it the kernel lets it go.
/// </summary>
public sealed unsafe class CrashWatch
{
    // Of Linux's <sys/ptrace.h>, <sys/wait.h> and <bits/siginfo-consts.h>.
    const int Continue = 7;
    const int GetRegisters = 12;
    const int Detach = 17;
    const int GetEventMessage = 0x4201;
    const int Seize = 0x4206;
    const int Listen = 0x4208;
    const nint TraceExit = 0x40;
    const int EventExit = 6;
    const int EventStop = 128;
    const int OneProcess = 1;
    const int Exited = 4;
    const int Stopped = 2;
    const int LeaveIt = 0x01000000;
    const int AnyClone = 0x40000000;
    const int CodeTrapped = 4;
    const int Interrupted = 4;
    const int TrapSignal = 5;
    const int ContinueSignal = 18;

    // SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV: the process did it to itself. V8 dies of its heap limit by the first three.
    const ulong Crashes = (1UL << 4) | (1UL << 5) | (1UL << 6) | (1UL << 7) | (1UL << 8) | (1UL << 11);

    readonly TaskCompletionSource<ProcessCrash?> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly int pid;
    readonly Func<Stream> open;
    volatile bool isLetGo;

    CrashWatch(int pid, Func<Stream> open)
    {
        this.pid = pid;
        this.open = open;
    }

    /// <summary>Ends with the process: how it crashed, or <see langword="null"/> when it ended in another way.</summary>
    public Task<ProcessCrash?> Ended => ended.Task;

    /// <summary>Begins to watch a process. Nobody else can look into it meanwhile.</summary>
    /// <param name="pid">Its id.</param>
    /// <param name="open">Makes the file that gets its memory as a core dump; called when it crashes, on another thread. It is closed here.</param>
    /// <exception cref="HeapReadException">The system does not allow it, or the process is gone.</exception>
    public static CrashWatch Start(int pid, Func<Stream> open)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new HeapReadException("catching a crash needs Linux on x86-64");
        var watch = new CrashWatch(pid, open);
        // The kernel takes questions about a process only from the thread that traces it.
        new Thread(watch.Run) { Name = "crash watch", IsBackground = true }.Start();
        try
        {
            watch.begun.Task.GetAwaiter().GetResult();
        }
        catch (HeapReadException)
        {
            _ = watch.ended.Task.Exception;
            throw;
        }
        return watch;
    }

    /// <summary>Lets go of the process, so that somebody else can look into it. It runs on, and <see cref="Ended"/> ends without a crash.</summary>
    public Task LetGoAsync()
    {
        isLetGo = true;
        // The thread waits for the process; a signal that does nothing to it comes there first.
        _ = Natives.Kill(pid, ContinueSignal);
        return ended.Task;
    }

    void Run()
    {
        if (Natives.Trace(Seize, pid, null, (void*)TraceExit) != 0)
        {
            begun.SetException(LiveTrouble.Of(pid, Marshal.GetLastPInvokeError()));
            ended.SetResult(null);
            return;
        }
        begun.SetResult();
        try
        {
            ended.SetResult(Wait());
        }
        catch (Exception e)
        {
            ended.SetException(e);
        }
    }

    // What is waited for is left in its state: whoever started the process learns its end as ever.
    ProcessCrash? Wait()
    {
        while (true)
        {
            Natives.ChildState state = default;
            if (Natives.WaitFor(OneProcess, pid, &state, Exited | Stopped | LeaveIt | AnyClone) != 0)
            {
                if (Marshal.GetLastPInvokeError() == Interrupted)
                    continue;
                return null;
            }
            if (state.Code != CodeTrapped)
                return null;
            int signal = state.Status & 0xFF;
            int happened = state.Status >> 8;
            if (happened == EventExit)
                return AtEnd();
            if (isLetGo)
            {
                _ = Natives.Trace(Detach, pid, null, (void*)(happened == EventStop || signal == ContinueSignal ? 0 : signal));
                return null;
            }
            // A stop of the whole process stays one; every other signal is handed on.
            if (happened == EventStop)
                _ = Natives.Trace(signal == TrapSignal ? Continue : Listen, pid, null, null);
            else
                _ = Natives.Trace(Continue, pid, null, (void*)signal);
        }
    }

    ProcessCrash? AtEnd()
    {
        try
        {
            nuint message = 0;
            _ = Natives.Trace(GetEventMessage, pid, null, &message);
            int signal = (int)(message & 0x7F);
            return (Crashes >> signal & 1) != 0 ? new(pid, signal, Copy(signal)) : null;
        }
        finally
        {
            // From here on it dies as if nobody had looked.
            _ = Natives.Trace(Detach, pid, null, null);
        }
    }

    string? Copy(int signal)
    {
        var registers = new ulong[StoppedThread.RegisterCount];
        fixed (ulong* at = registers)
            _ = Natives.Trace(GetRegisters, pid, null, at);
        try
        {
            using Stream file = open();
            DyingProcess.Copy(pid, new(pid, registers), signal, file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HeapReadException)
        {
            return e.Message;
        }
    }
}

/// <summary>How a process crashed.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Signal">The signal that ended it.</param>
/// <param name="Trouble">Why its memory could not be copied, in one line; <see langword="null"/> when it was.</param>
public sealed record ProcessCrash(int Pid, int Signal, string? Trouble);
