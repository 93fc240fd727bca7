using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Heaptrail.Capture.Load.Http;

/// <summary>
/// Wakes whoever waits for a point in time. Timers of .NET are late by a millisecond or more, which would be part of each latency that is counted from
/// the time a request was due; a thread of its own that sleeps by the kernel's timer is late by some tens of microseconds.
/// </summary>
sealed partial class Pacer : IDisposable
{
    static readonly TimeSpan longestSleep = TimeSpan.FromMilliseconds(20);
    readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    readonly SemaphoreSlim changed = new(0);
    readonly long begin;
    readonly Thread thread;
    volatile bool isClosed;

    /// <param name="begin">Time stamp that times are counted from.</param>
    internal Pacer(long begin)
    {
        this.begin = begin;
        thread = new Thread(Run) { IsBackground = true, Name = "pacer" };
        thread.Start();
    }

    /// <summary>Ends when a time has come; at once when it has passed.</summary>
    internal Task WaitAsync(TimeSpan due)
    {
        if (Stopwatch.GetElapsedTime(begin) >= due)
            return Task.CompletedTask;
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isNext;
        lock (waiting)
        {
            if (isClosed)
                return Task.CompletedTask;
            isNext = !waiting.TryPeek(out _, out long first) || due.Ticks < first;
            waiting.Enqueue(waiter, due.Ticks);
        }
        if (isNext)
            changed.Release();
        return waiter.Task;
    }

    /// <summary>Wakes everybody, whose time has come or not; nobody waits from now on.</summary>
    internal void Close()
    {
        if (isClosed)
            return;
        isClosed = true;
        changed.Release();
        lock (waiting)
            while (waiting.TryDequeue(out TaskCompletionSource? waiter, out _))
                waiter.TrySetResult();
    }

    /// <summary>Wakes everybody and ends the thread.</summary>
    public void Dispose()
    {
        Close();
        thread.Join();
        changed.Dispose();
    }

    void Run()
    {
        while (!isClosed)
        {
            TimeSpan? left = WakeDue();
            if (left is null)
                changed.Wait();
            else if (left > longestSleep)
                changed.Wait(left.Value - longestSleep);
            else
                Sleep(left.Value);
        }
    }

    /// <summary>Wakes those whose time has come. Returns how long it is until the next.</summary>
    TimeSpan? WakeDue()
    {
        lock (waiting)
        {
            while (waiting.TryPeek(out TaskCompletionSource? waiter, out long due))
            {
                TimeSpan left = new TimeSpan(due) - Stopwatch.GetElapsedTime(begin);
                if (left > TimeSpan.Zero)
                    return left;
                waiting.Dequeue();
                waiter.TrySetResult();
            }
            return null;
        }
    }

    /// <summary>Who comes with an earlier time meanwhile waits 20 ms at most; requests are numbered in the order in which they are due, so nobody does.</summary>
    void Sleep(TimeSpan time)
    {
        if (!OperatingSystem.IsLinux())
        {
            changed.Wait(time);
            return;
        }
        var request = new TimeSpec { Nanoseconds = (nint)(time.Ticks * 100) };
        _ = NanoSleep(request, 0);   // woken early by a signal: asked again
    }

    [StructLayout(LayoutKind.Sequential)]
    struct TimeSpec
    {
        internal nint Seconds;
        internal nint Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec request, nint remaining);
}
