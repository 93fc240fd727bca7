using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What an object, or the whole heap, keeps alive: read, find, walk down.</summary>
sealed class DominatorsWorkflow(string file, ObjectId? id, DominatedTreeOptions options, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public DominatorsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal DominatorsView Show(OpenedSnapshot snapshot)
    {
        NodeIndex node = id is { } one ? snapshot.Find(one) : NodeIndex.Root;
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Object = snapshot.Describe(node),
            Rows = [.. DominatedTree.Build(snapshot.Heap, node, options).Select(row => new DominatedInfo(
                row.Level, row.Place + 1, row.Siblings, snapshot.Describe(row.Node), row.IsAccumulation))],
        };
    }
}
