namespace Heaptrail.Tests.Report;

/// <summary>A clock that stands still until a test moves it; its timers fire while it moves.</summary>
sealed class ManualTime : TimeProvider
{
    readonly List<ManualTimer> timers = [];
    long now;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state, (long)period.TotalMilliseconds) { Next = now + (long)dueTime.TotalMilliseconds };
        timers.Add(timer);
        return timer;
    }

    public void Advance(int milliseconds)
    {
        long end = now + milliseconds;
        while (timers.Where(t => !t.IsDisposed && t.Next <= end).MinBy(t => t.Next) is { } due)
        {
            now = due.Next;
            due.Fire();
        }
        now = end;
    }

    sealed class ManualTimer(TimerCallback callback, object? state, long period) : ITimer
    {
        public long Next { get; set; }
        public bool IsDisposed { get; private set; }

        public void Fire()
        {
            Next += period;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();
        public void Dispose() => IsDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
