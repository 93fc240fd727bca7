using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Views;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What a core dump is: notes of the system, heaps.</summary>
sealed class CoreWorkflow(string file, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    public CoreView Run(CancellationToken cancel) => UnreadableFileException.Guard(file, () =>
    {
        progress.Step("looking for objects");
        using ElfCore core = MemoryInput.OpenCore(file, cancel);
        IReadOnlyList<MemoryHeap> heaps = MemoryHeapReader.Read(core, cancel);
        if (MemoryInput.MovedNote(heaps) is { } note)
            progress.Note($"{file}: {note}");
        var view = new CoreView
        {
            Tool = OpenedSnapshot.Tool,
            File = file,
            Node = NodeVersion.Find(heaps[0].Graph),
            V8 = heaps[0].Version,
            Pid = core.Notes.Pid,
            CommandLine = core.Notes.CommandLine,
            Signal = core.Notes.Signal,
            Threads = core.Threads.Count,
            MissingBytes = core.MissingBytes,
            Heaps = [.. heaps.Select(heap => new CoreHeapInfo(heap.Graph.NodeCount, heap.Graph.EdgeCount, heap.Graph.SelfSizes.Sum(), heap.Check.ShareAstray))],
        };
        foreach (MemoryHeap heap in heaps)
            heap.Graph.Dispose();
        return view;
    });
}
