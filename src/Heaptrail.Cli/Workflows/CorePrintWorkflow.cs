using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Postmortem.Inspection;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The object at an address of a core dump.</summary>
sealed class CorePrintWorkflow(string file, MemoryAddress address, int depth, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    /// <exception cref="UsageException">There is no such object.</exception>
    public CoreValueView Run(CancellationToken cancel) => MemoryFile.Look(file, progress, memory =>
    {
        (InspectedHeap heap, ulong at) = memory.Find(address, cancel);
        return new CoreValueView { Tool = OpenedSnapshot.Tool, File = file, Value = MemoryViews.Of(heap.Read(at, depth, top)) };
    }, cancel);
}
