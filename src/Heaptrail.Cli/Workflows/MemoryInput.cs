using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Matching;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;

namespace Heaptrail.Cli.Workflows;

/// <summary>Opens core dumps wherever a snapshot can be given: the largest heap in them, which is the main thread's as a rule.</summary>
static class MemoryInput
{
    const int HeadBytes = 64;

    /// <summary>Whether a file is one.</summary>
    public static bool IsMemory(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> head = stackalloc byte[HeadBytes];
            head = head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
            return ElfCore.IsCore(head) || (PackedCore.FormatOf(head) is { } format && PackedCore.IsCore(file, format));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it says what is wrong.
            return false;
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="Postmortem.HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static IndexedHeap Open(string file, IProgressDisplay progress, CancellationToken cancel)
    {
        progress.Step("looking for objects");
        return IndexedHeap.Build(Read(file, progress.Note, cancel), cancel);
    }

    /// <summary>Reads its objects.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="onNote">Told in a sentence what is missing or left out.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="Postmortem.HeapReadException">It is not the memory of a Node.js that is known.</exception>
    public static HeapGraph Read(string file, Action<string> onNote, CancellationToken cancel) => ReadHeap(file, null, onNote, cancel).Graph;

    /// <summary>Reads its objects with their places, to compare them with those of another capture.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="isolate">Which heap it shall be, if it is there; otherwise the largest.</param>
    /// <param name="onNote">Told in a sentence what is missing or left out.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="UnreadableFileException">It is not the memory of a Node.js that is known.</exception>
    public static MemoryCapture Capture(string file, ulong? isolate, Action<string> onNote, CancellationToken cancel) => UnreadableFileException.Guard(file, () =>
    {
        MemoryHeap heap = ReadHeap(file, isolate, onNote, cancel);
        return new MemoryCapture(new(heap.Graph, heap.Addresses.Lasting(heap.Graph.NodeCount)), heap.Isolate);
    });

    static MemoryHeap ReadHeap(string file, ulong? isolate, Action<string> onNote, CancellationToken cancel)
    {
        using ElfCore core = OpenCore(file, cancel);
        IReadOnlyList<MemoryHeap> heaps = MemoryHeapReader.Read(core, cancel);
        foreach (string note in NotesOn(file, core, heaps))
            onNote(note);
        if (heaps.Count > 1)
            onNote($"{file} has {Counts.Of(heaps.Count, "heap")}, one for each worker thread: this is the largest");
        MemoryHeap chosen = heaps.FirstOrDefault(heap => heap.Isolate == isolate) ?? heaps[0];
        foreach (MemoryHeap other in heaps.Where(heap => heap != chosen))
            other.Graph.Dispose();
        return chosen;
    }

    /// <summary>Opens a core dump, packed or not.</summary>
    /// <exception cref="Postmortem.HeapReadException">It is none.</exception>
    public static ElfCore OpenCore(string file, CancellationToken cancel)
    {
        var head = new byte[HeadBytes];
        int read;
        using (FileStream stream = File.OpenRead(file))
            read = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return PackedCore.FormatOf(head.AsSpan(0, read)) is { } format ? PackedCore.Open(file, format, cancel) : ElfCore.Open(file);
    }

    /// <summary>What to say about how much of it is there.</summary>
    public static IEnumerable<string> NotesOn(string file, ElfCore core, IReadOnlyList<MemoryHeap> heaps)
    {
        if (core.MissingBytes > 0)
            yield return $"{file} is cut off: {ByteSize.Format(core.MissingBytes)} of the process's memory are missing, and so may be objects";
        if (MovedNote(heaps) is { } note)
            yield return $"{file}: {note}";
    }

    /// <summary>What to say when objects were being moved; <see langword="null"/> when none were.</summary>
    public static string? MovedNote(IReadOnlyList<MemoryHeap> heaps) => heaps.Sum(heap => heap.Check.Moved) is > 0 and var moved
        ? $"the process was just collecting garbage; {Counts.Of(moved, "reference")} to objects that were being moved {(moved == 1 ? "was" : "were")} followed to their new places"
        : null;
}

/// <summary>The heap of a memory capture.</summary>
/// <param name="Objects">The objects with their places. Owned by the caller.</param>
/// <param name="Isolate">What no other heap has.</param>
sealed record MemoryCapture(PlacedGraph Objects, ulong Isolate)
{
    /// <summary>The objects.</summary>
    public HeapGraph Graph => Objects.Graph;
}
