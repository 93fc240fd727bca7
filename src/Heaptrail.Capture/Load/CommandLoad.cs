using System.Diagnostics;

namespace Heaptrail.Capture.Load;

/// <summary>Runs a shell command once per round, such as a load tool or a test script.</summary>
/// <param name="command">The command line for <c>sh -c</c>.</param>
/// <param name="options">Streams, folder and environment.</param>
public sealed class CommandLoad(string command, CommandLoadOptions options = default) : ILoad
{
    static readonly TimeSpan progressTime = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public string Description => $"the command \"{command}\"";

    /// <inheritdoc/>
    /// <remarks>The number of requests is taken from the output of well-known load tools.</remarks>
    public async Task<LoadRound> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        CommandRun run = CommandRun.Start(command, options);
        await using (run.ConfigureAwait(false))
        {
            while (await Task.WhenAny(run.Ended, Task.Delay(progressTime, cancel)).ConfigureAwait(false) != run.Ended)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(new LoadProgress(null, null, null, clock.Elapsed));
            }
            int code = await run.Ended.ConfigureAwait(false);
            if (code != 0)
                throw Trouble.LoadFailed(command, Trouble.HowEnded(code, clock.Elapsed), run.TellingLine);
            return new LoadRound(RequestCount.Find(run.Text), RequestCount.FindFailed(run.Text), clock.Elapsed, null, null);
        }
    }
}
