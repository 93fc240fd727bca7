namespace Heaptrail.Capture.Inspector;

/// <summary>How garbage is collected before memory is judged.</summary>
public readonly record struct GarbageCollectionOptions()
{
    /// <summary>How many full collections; 3 by default, since objects with finalizers or weak callbacks go in a later one.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>Time between two collections in which the callbacks run; 40 milliseconds by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(40);
}
