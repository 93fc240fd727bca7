namespace Heaptrail.Capture.Inspector;

/// <summary>Time limits of a <see cref="HeapSession"/>.</summary>
public readonly record struct HeapSessionOptions()
{
    /// <summary>How long a command other than a snapshot may take; 60 seconds by default.</summary>
    public TimeSpan CommandLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a snapshot may go without any sign of progress; 5 minutes by default.</summary>
    public TimeSpan SnapshotQuietLimit { get; init; } = TimeSpan.FromMinutes(5);
}
