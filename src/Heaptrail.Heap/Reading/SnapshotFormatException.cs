namespace Heaptrail.Heap.Reading;

/// <summary>A snapshot cannot be read. The message is one line: where, what was found, what was expected.</summary>
public sealed class SnapshotFormatException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="problem">What is wrong, without file name and offset.</param>
    /// <param name="offset">Byte offset in the file where it was noticed; -1 when it has none.</param>
    public SnapshotFormatException(string problem, long offset)
        : base(offset >= 0 ? $"{problem} at byte {offset:N0}" : problem) => Offset = offset;

    /// <summary>Byte offset in the file; -1 when it has none.</summary>
    public long Offset { get; }
}
