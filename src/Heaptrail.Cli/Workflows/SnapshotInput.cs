using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Reading;
using Heaptrail.Heap.Saving;

namespace Heaptrail.Cli.Workflows;

/// <summary>Opens what the user named: a file, compressed or not, cut off or not, or standard input.</summary>
static class SnapshotInput
{
    /// <summary>Whether a name stands for standard input.</summary>
    public static bool IsStandardInput(string file) => file == "-";

    /// <summary>The name of a file in sentences.</summary>
    public static string NameOf(string file) => IsStandardInput(file) ? "standard input" : file;

    /// <summary>Reads a snapshot.</summary>
    /// <param name="file">What the user named.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="onLoss">Told in a sentence what is missing when it was salvaged.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public static HeapGraph Read(string file, SnapshotReaderOptions options, Action<string> onLoss, CancellationToken cancel)
    {
        options = options with { UnpackZstandard = packed => ZstandardStream.Unpack(packed) };
        if (!IsStandardInput(file) && MemoryInput.IsMemory(file))
            return UnreadableFileException.Guard(file, () => MemoryInput.Read(file, onLoss, cancel));
        if (!SnapshotChoices.Salvages)
            return Open(file, stream => SnapshotReader.Read(stream, options, cancel), path => SnapshotReader.ReadFile(path, options, cancel));
        SalvagedSnapshot salvaged = Open(file, stream => SnapshotSalvage.Read(stream, options, cancel), path => SnapshotSalvage.ReadFile(path, options, cancel));
        if (salvaged.Missing is { } missing)
            onLoss($"salvaged {NameOf(file)}{Loss(missing)}: {missing.Problem.Message}");
        return salvaged.Graph;
    }

    /// <summary>Reads a snapshot and computes its indices, or takes them from its saved index.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public static IndexedHeap Open(string file, SnapshotReaderOptions options, IProgressDisplay progress, CancellationToken cancel) =>
        Open(file, options, progress, progress.Note, cancel);

    /// <summary>The same, for who tells losses in another place.</summary>
    /// <param name="file">What the user named.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="progress">Told what is the matter with an index.</param>
    /// <param name="onLoss">Told in a sentence what is missing when it was salvaged.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public static IndexedHeap Open(string file, SnapshotReaderOptions options, IProgressDisplay progress, Action<string> onLoss, CancellationToken cancel)
    {
        if (!IsStandardInput(file) && MemoryInput.IsMemory(file))
            return UnreadableFileException.Guard(file, () => MemoryInput.Open(file, progress, cancel));
        if (SnapshotChoices.Salvages || IsStandardInput(file))
            return IndexedHeap.Build(Read(file, options, onLoss, cancel), cancel);
        return UnreadableFileException.Guard(file, () => HeapFile.Open(file, IndexOptions(options, progress.Note), cancel));
    }

    /// <summary>The graph of a snapshot for a while: from its saved index when there is one, otherwise it is read, without indices.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public static GraphLoan BorrowGraph(string file, SnapshotReaderOptions options, Action<string> onLoss, CancellationToken cancel)
    {
        IndexedHeap? saved = SnapshotChoices.Salvages || IsStandardInput(file)
            ? null
            : UnreadableFileException.Guard(file, () => HeapFile.TryOpenSaved(file, IndexOptions(options, null)));
        return saved is not null ? new(saved.Graph, saved) : Lend(Read(file, options, onLoss, cancel));
    }

    static GraphLoan Lend(HeapGraph graph) => new(graph, graph);

    static HeapFileOptions IndexOptions(SnapshotReaderOptions options, Action<string>? notice) => new()
    {
        Reader = options with { UnpackZstandard = packed => ZstandardStream.Unpack(packed) },
        Index = SnapshotChoices.Index,
        CacheFolder = IndexCache.Folder,
        Notice = notice,
    };

    static T Open<T>(string file, Func<Stream, T> fromInput, Func<string, T> fromFile) => UnreadableFileException.Guard(NameOf(file), () =>
    {
        if (!IsStandardInput(file))
            return fromFile(file);
        using Stream input = StandardInput.Open();
        return fromInput(input);
    });

    static string Loss(MissingParts missing)
    {
        string[] parts =
        [
            .. missing.Nodes != 0 ? [Of(missing.Nodes, "node")] : (string[])[],
            .. missing.Edges != 0 ? [Of(missing.Edges, "edge")] : (string[])[],
            .. missing.Strings != 0 ? [Of(missing.Strings, "name")] : (string[])[],
        ];
        return parts.Length switch
        {
            0 => " with nothing missing",
            1 => $" without {parts[0]}",
            _ => $" without {string.Join(", ", parts[..^1])} and {parts[^1]}",
        };
    }

    static string Of(long? count, string what) => count is { } known ? Counts.Of(known, what) : $"an unknown number of {what}s";
}

/// <summary>A graph that is given back.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Owner">Whose memory it is in.</param>
readonly record struct GraphLoan(HeapGraph Graph, IDisposable Owner) : IDisposable
{
    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Owner.Dispose();
}
