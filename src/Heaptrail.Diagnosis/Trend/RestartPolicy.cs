namespace Heaptrail.Diagnosis.Trend;

/// <summary>How long to wait before a process is started again, so that a program that cannot run, or a limit that is too low, never becomes a loop.</summary>
public static class RestartPolicy
{
    static readonly TimeSpan firstWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan longestCrashWait = TimeSpan.FromMinutes(1);
    static readonly TimeSpan longestMemoryWait = TimeSpan.FromMinutes(30);
    static readonly TimeSpan memoryWindow = TimeSpan.FromHours(1);

    /// <summary>The wait after a crash: none for the first, then a second, two, four, up to a minute. A process that ran well for a minute starts anew.</summary>
    /// <param name="lives">How long the processes ran that have crashed, the newest last.</param>
    public static TimeSpan AfterCrash(IReadOnlyList<TimeSpan> lives)
    {
        ArgumentNullException.ThrowIfNull(lives);
        int inARow = 0;
        while (inARow < lives.Count && lives[lives.Count - 1 - inARow] < longestCrashWait)
            inARow++;
        return inARow <= 1 ? TimeSpan.Zero : Doubled(firstWait, inARow - 2, longestCrashWait);
    }

    /// <summary>
    /// How long a process must have run before it may be replaced for its memory: the least time, doubled with each such replacement of the last hour, up to half an hour.
    /// </summary>
    /// <param name="least">The least time.</param>
    /// <param name="replacements">When processes were replaced for their memory, per place: the newest last.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan LeastLife(TimeSpan least, IReadOnlyList<DateTimeOffset> replacements, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        int recent = replacements.Count(at => now - at < memoryWindow);
        return recent == 0 ? least : Doubled(least, recent, longestMemoryWait < least ? least : longestMemoryWait);
    }

    static TimeSpan Doubled(TimeSpan time, int times, TimeSpan most) => times > 30 || time.Ticks << times > most.Ticks ? most : new TimeSpan(time.Ticks << times);
}
