using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The JavaScript that the threads of a core dump ran.</summary>
sealed class CoreStackWorkflow(string file, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    public CoreStackView Run(CancellationToken cancel) => MemoryFile.Look(file, progress, memory => new CoreStackView
    {
        Tool = OpenedSnapshot.Tool,
        File = file,
        Signal = memory.Core.Notes.Signal,
        ThreadCount = memory.Core.Threads.Count,
        Threads = [.. MemoryViews.StacksOf(memory.Memory, memory.Core.Notes.Pid ?? 0, top)],
    }, cancel);
}
