namespace Heaptrail.Capture.Inspector;

/// <summary>What a snapshot holds.</summary>
public readonly record struct SnapshotOptions
{
    /// <summary>Also record the values of numbers; about 3 % more bytes. Off by default.</summary>
    public bool NumericValues { get; init; }

    /// <summary>Also record V8's internals that Chrome DevTools hides. Off by default.</summary>
    public bool Internals { get; init; }
}
