using System.Diagnostics;

namespace Heaptrail.Capture.Load;

/// <summary>Waits while the program works by itself: for programs that serve nothing.</summary>
/// <param name="time">Length of a round.</param>
public sealed class IdleLoad(TimeSpan time) : ILoad
{
    static readonly TimeSpan progressTime = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public string Description => $"{Trouble.Seconds(time)} of the program's own work";

    /// <inheritdoc/>
    public async Task<LoadRound> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            progress?.Report(new LoadProgress(null, null, null, clock.Elapsed));
            TimeSpan left = time - clock.Elapsed;
            await Task.Delay(left < TimeSpan.Zero ? TimeSpan.Zero : left < progressTime ? left : progressTime, cancel).ConfigureAwait(false);
        }
        return new LoadRound(null, null, clock.Elapsed, null, null);
    }
}
