using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The heaps of a core dump as heap snapshots: a tenth of the size, and for any tool that reads them.</summary>
/// <param name="file">The dump.</param>
/// <param name="path">The file to write.</param>
/// <param name="force">Whether a file that exists is overwritten.</param>
/// <param name="redact">Whether the contents of strings are left out.</param>
/// <param name="terminal">For progress and notes.</param>
sealed class CoreExportWorkflow(string file, string path, bool force, bool redact, UserTerminal terminal)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    public void Run(CancellationToken cancel) => UnreadableFileException.Guard(file, () =>
    {
        terminal.Progress.Step("looking for objects");
        using ElfCore core = MemoryInput.OpenCore(file, cancel);
        IReadOnlyList<MemoryHeap> heaps = MemoryHeapReader.Read(core, new() { Redact = redact }, cancel);
        foreach (string note in MemoryInput.NotesOn(file, core, heaps))
            terminal.Note(note);
        SnapshotTakenFile[] written = HeapFiles.Write(heaps, path, force, terminal.Progress, cancel);
        terminal.Progress.Done();
        foreach (SnapshotTakenFile snapshot in written)
            terminal.Note($"wrote {snapshot.File}: {ByteSize.Format(snapshot.Bytes)}, {Counts.Of(snapshot.Nodes ?? 0, "object")}");
        return written;
    });
}
