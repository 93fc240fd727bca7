using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>All ways from an object to the roots: read, find, follow.</summary>
sealed class RetainingPathsWorkflow(string file, ObjectId id, RetainingPathOptions options, IProgressDisplay progress)
{
    /// <summary>Objects that are left out, as if they were gone.</summary>
    public IReadOnlyList<ObjectId> Ignored { get; init; } = [];

    /// <summary>Does it.</summary>
    public RetainingPathsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal RetainingPathsView Show(OpenedSnapshot snapshot)
    {
        NodeIndex node = snapshot.Find(id);
        RetainerDistances distances = RetainerDistances.Build(snapshot.Heap, [.. Ignored.Select(snapshot.Find)]);
        RetainingForest forest = RetainingPaths.Build(snapshot.Heap, node, options with { Distances = distances });
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Object = snapshot.Describe(node) with { Distance = OpenedSnapshot.DistanceOf(distances[node]) },
            Ignored = [.. Ignored.Select(one => one.Value)],
            Rows = [.. forest.Rows.Select(row => new RetainingPathInfo(
                row.Level, row.Place + 1, row.Siblings, OpenedSnapshot.Describe(row.Edge), snapshot.Describe(row.Node) with { Distance = row.Distance }))],
            IsCutByDepth = forest.IsCutByDepth,
            IsCutByNodes = forest.IsCutByNodes,
            IsCutBySiblings = forest.IsCutBySiblings,
        };
    }
}
