namespace Heaptrail.Heap.Reading;

/// <summary>A snapshot cannot be read. The message is one line: what was found, what was expected, and where.</summary>
public sealed class SnapshotFormatException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="problem">What is wrong, without file name and offset.</param>
    /// <param name="offset">Byte offset where it was noticed, in the text of the snapshot: behind decompression if the file is compressed.</param>
    public SnapshotFormatException(string problem, long offset)
        : base($"{problem} at byte {offset:N0}") => Offset = offset;

    /// <summary>Path of the file; <see langword="null"/> when a stream was read.</summary>
    public string? File { get; internal set; }

    /// <summary>Byte offset where it was noticed, in the text of the snapshot.</summary>
    public long Offset { get; }

    /// <summary>What the file has there.</summary>
    public string Found { get; internal init; } = "";

    /// <summary>What a snapshot has there.</summary>
    public string Expected { get; internal init; } = "";

    /// <summary>Whether the file only ends too early, so that <see cref="SnapshotSalvage"/> can read what is left of it.</summary>
    public bool IsCutOff { get; internal init; }
}
