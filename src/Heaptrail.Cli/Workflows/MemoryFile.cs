using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Views;
using Heaptrail.Postmortem.Elf;
using Heaptrail.Postmortem.Inspection;

namespace Heaptrail.Cli.Workflows;

/// <summary>A core dump to look into by address.</summary>
sealed class MemoryFile : IDisposable
{
    readonly string file;

    MemoryFile(string file, ElfCore core, MemoryInspector memory)
    {
        this.file = file;
        Core = core;
        Memory = memory;
    }

    public ElfCore Core { get; }

    public MemoryInspector Memory { get; }

    /// <summary>Looks into a file and shows what was found.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    public static T Look<T>(string file, IProgressDisplay progress, Func<MemoryFile, T> look, CancellationToken cancel) => UnreadableFileException.Guard(file, () =>
    {
        progress.Step("looking for objects");
        using ElfCore core = MemoryInput.OpenCore(file, cancel);
        if (core.MissingBytes > 0)
            progress.Note($"{file} is cut off: {ByteSize.Format(core.MissingBytes)} of the process's memory are missing, and so may be objects");
        using var opened = new MemoryFile(file, core, MemoryInspector.Open(core, cancel));
        return look(opened);
    });

    /// <summary>The object that the user named.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public (InspectedHeap Heap, ulong Address) Find(MemoryAddress address, CancellationToken cancel)
    {
        if (address.Id is { } id)
        {
            foreach (InspectedHeap heap in Memory.Heaps)
            {
                if (NodeSearch.ById(heap.Graph(cancel).Graph, id.Value) is { IsSome: true } node && heap.Graph(cancel).Addresses[node] is { } found)
                    return (heap, found);
            }
            throw new UsageException($"{file} has no object {id}");
        }
        if (Memory.HeapOf(address.Value) is not { } holder)
            throw new UsageException($"{address} is in no heap of {file}: 'heaptrail core {file} objects' shows addresses of objects");
        if (!holder.IsObject(address.Value))
            throw new UsageException($"no object begins at {address}: 'heaptrail core {file} objects' shows addresses of objects");
        return (holder, address.Value & ~7UL);
    }

    /// <inheritdoc/>
    public void Dispose() => Memory.Dispose();
}
