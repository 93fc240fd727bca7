using System.Threading.Tasks.Sources;

namespace Heaptrail.Capture.Load.Http;

/// <summary>A signal that one waits for: set once or many times before, it lets one wait pass. The waiter goes on within the call that signals.</summary>
sealed class Readiness : IValueTaskSource
{
    const int Nothing = 0, Signalled = 1, Waiting = 2;
    ManualResetValueTaskSourceCore<bool> source;
    int state;

    /// <summary>Waits for the signal. One waiter at a time.</summary>
    internal ValueTask WaitAsync()
    {
        if (Volatile.Read(ref state) == Signalled)
        {
            Volatile.Write(ref state, Nothing);
            return ValueTask.CompletedTask;
        }
        source.Reset();
        if (Interlocked.CompareExchange(ref state, Waiting, Nothing) == Signalled)
        {
            Volatile.Write(ref state, Nothing);
            return ValueTask.CompletedTask;
        }
        return new ValueTask(this, source.Version);
    }

    /// <summary>Lets the waiter go on, or the next one.</summary>
    internal void Signal()
    {
        if (Interlocked.CompareExchange(ref state, Signalled, Nothing) == Waiting && Interlocked.CompareExchange(ref state, Nothing, Waiting) == Waiting)
            source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => source.OnCompleted(continuation, state, token, flags);
}
