using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads what is left of a snapshot that ends too early: the process was killed while it wrote, the disk was full, the download broke
/// off. A whole snapshot is read as <see cref="SnapshotReader"/> reads it.
/// </summary>
public static class SnapshotSalvage
{
    /// <summary>Reads a file, which may be compressed.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="SnapshotFormatException">Not even the first node is there.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SalvagedSnapshot ReadFile(string path, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        using FileStream file = SnapshotReader.Open(path);
        try
        {
            return Read(file, options, cancel);
        }
        catch (SnapshotFormatException e)
        {
            e.File = path;
            throw;
        }
    }

    /// <summary>Reads from a stream, which stays open. If it is compressed or cannot seek, the text goes through a temporary file.</summary>
    /// <inheritdoc cref="ReadFile"/>
    public static SalvagedSnapshot Read(Stream stream, SnapshotReaderOptions options, CancellationToken cancel = default)
    {
        var packed = new ByteCursor(stream, options, cancel);
        long start = packed.Offset;
        using Stream? unpacked = PackedInput.Open(packed, options);
        if (unpacked is null && stream.CanSeek)
        {
            stream.Position = start;
            return ReadText(stream, options, cancel);
        }
        using FileStream spool = SpoolFile.Create();
        ByteCursor source = unpacked is null ? packed : new(unpacked, options with { Progress = null }, cancel);
        source.Section = "the text";
        SnapshotFormatException? damage = null;
        try
        {
            SpoolFile.Rest(source, spool);
        }
        catch (SnapshotFormatException e) when (e.IsCutOff)
        {
            // What was unpacked before the damage is in the file.
            damage = e;
        }
        spool.Position = 0;
        return ReadText(spool, options with { Progress = null }, cancel, damage);
    }

    static SalvagedSnapshot ReadText(Stream text, SnapshotReaderOptions options, CancellationToken cancel, SnapshotFormatException? damage = null)
    {
        long start = text.Position;
        try
        {
            return new(SnapshotReader.Read(text, options, cancel), null);
        }
        catch (SnapshotFormatException e)
        {
            text.Position = start;
            var cursor = new ByteCursor(text, options, cancel);
            SnapshotReader.RequireObject(cursor);
            return new SalvageRun(cursor, options.Limits, damage ?? e).Run();
        }
    }
}

/// <summary>A snapshot, or what is left of it.</summary>
/// <param name="Graph">What could be read. Names that are lost are <c>(missing string 812)</c> with the number of the file.</param>
/// <param name="Missing">What is lost; <see langword="null"/> when the snapshot is whole.</param>
public sealed record SalvagedSnapshot(HeapGraph Graph, MissingParts? Missing);

/// <summary>What is lost of a snapshot.</summary>
/// <param name="Problem">The error that a reader of whole snapshots gives.</param>
/// <param name="Nodes">Nodes that are lost; <see langword="null"/> when the file does not say how many there were.</param>
/// <param name="Edges">Edges that are lost or lead to a lost node; <see langword="null"/> when the file does not say how many there were.</param>
/// <param name="Strings">Different names that are lost and stand somewhere in the graph.</param>
public sealed record MissingParts(SnapshotFormatException Problem, long? Nodes, long? Edges, long Strings);
