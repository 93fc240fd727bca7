namespace Heaptrail.Heap.Saving;

/// <summary>
/// A saved index is damaged. Thrown when an index is opened, or when the damaged part is used for the first time: open the snapshot
/// again without its index.
/// </summary>
public sealed class IndexFormatException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public IndexFormatException(string message)
        : base(message)
    {
    }
}
