namespace Heaptrail.Capture.Processes;

/// <summary>How <see cref="NodeProcessPicker"/> chooses.</summary>
public readonly record struct PickOptions()
{
    /// <summary>What to wait for; a server by default.</summary>
    public PickGoal Goal { get; init; } = PickGoal.Server;

    /// <summary>The port that the server must listen on; any port when <see langword="null"/>.</summary>
    public int? Port { get; init; }

    /// <summary>How long to wait for it; 30 seconds by default.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);
}
