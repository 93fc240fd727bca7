namespace Heaptrail.Capture.Load;

/// <summary>Makes a program do its work, in equal rounds.</summary>
public interface ILoad
{
    /// <summary>What it does, for messages: <c>1,000 requests to http://127.0.0.1:3000/</c>.</summary>
    string Description { get; }

    /// <summary>Runs one round.</summary>
    /// <param name="progress">Told several times a second.</param>
    /// <param name="cancel">Ends the round.</param>
    /// <exception cref="CaptureException">The program cannot be reached, or the load command failed.</exception>
    Task<LoadRound> RunAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancel = default);
}
