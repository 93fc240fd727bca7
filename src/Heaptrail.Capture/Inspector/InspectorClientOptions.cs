namespace Heaptrail.Capture.Inspector;

/// <summary>How an <see cref="InspectorClient"/> works.</summary>
public readonly record struct InspectorClientOptions()
{
    /// <summary>How messages name the process; its address by default.</summary>
    public string? Name { get; init; }

    /// <summary>How long a command may take; 60 seconds by default.</summary>
    public TimeSpan CommandLimit { get; init; } = TimeSpan.FromSeconds(60);
}
