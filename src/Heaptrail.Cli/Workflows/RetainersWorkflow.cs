using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What holds one object: read, find, follow its retainers.</summary>
sealed class RetainersWorkflow(string file, ObjectId id, RetainerTreeOptions options, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public RetainersView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal RetainersView Show(OpenedSnapshot snapshot)
    {
        NodeIndex node = snapshot.Find(id);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Object = snapshot.Describe(node),
            Rows = [.. RetainerTree.Build(snapshot.Heap, node, options).Select(row => new RetainerInfo(
                row.Level, row.Place + 1, row.Siblings, OpenedSnapshot.Describe(row.Edge), snapshot.Describe(row.Node), row.IsCycle, row.IsRoot))],
            Dominators = [.. DominatorChain.Of(snapshot.Heap, node).Select(snapshot.Describe)],
        };
    }
}
