using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What an object, or the root, leads to: read, find, walk down.</summary>
sealed class ContainmentWorkflow(string file, ObjectId? id, ContainmentOptions options, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public ContainmentView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal ContainmentView Show(OpenedSnapshot snapshot)
    {
        NodeIndex node = id is { } one ? snapshot.Find(one) : NodeIndex.Root;
        int edges = snapshot.Heap.Graph[node].EdgeCount;
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Object = snapshot.Describe(node),
            Edges = edges,
            Skipped = int.Min(options.Skip, edges),
            Rows = [.. ContainmentTree.Build(snapshot.Heap, node, options).Select(row => new ContainedInfo(
                row.Level, row.Place + 1, row.Siblings, OpenedSnapshot.Describe(row.Edge), snapshot.Describe(row.Edge.TargetIndex), row.IsCycle))],
        };
    }
}
