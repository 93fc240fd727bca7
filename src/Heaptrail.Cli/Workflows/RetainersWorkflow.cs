using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What holds one object: read, find, follow its retainers.</summary>
sealed class RetainersWorkflow(string file, ObjectId id, RetainerTreeOptions options, IProgressDisplay progress)
{
    /// <summary>Objects that are left out, as if they were gone.</summary>
    public IReadOnlyList<ObjectId> Ignored { get; init; } = [];

    /// <summary>Does it.</summary>
    public RetainersView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal RetainersView Show(OpenedSnapshot snapshot)
    {
        NodeIndex node = snapshot.Find(id);
        RetainerDistances distances = RetainerDistances.Build(snapshot.Heap, [.. Ignored.Select(snapshot.Find)]);
        IReadOnlyList<RetainerRow> rows = RetainerTree.Build(snapshot.Heap, node, options with { Distances = distances });
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Object = distances[node] == DistanceIndex.Unreachable ? snapshot.Describe(node) : Describe(node),
            Ignored = [.. Ignored.Select(one => one.Value)],
            IsReached = distances[node] != DistanceIndex.Unreachable,
            Rows = [.. rows.Select(row => new RetainerInfo(row.Level, row.Place + 1, row.Siblings, OpenedSnapshot.Describe(row.Edge), Describe(row.Node), row.IsCycle, row.IsRoot)
            {
                IsIgnored = row.IsIgnored,
                IsOutOfReach = row.IsOutOfReach,
            })],
            Dominators = [.. DominatorChain.Of(snapshot.Heap, node).Select(snapshot.Describe)],
        };

        ObjectInfo Describe(NodeIndex one) => snapshot.Describe(one) with { Distance = OpenedSnapshot.DistanceOf(distances[one]) };
    }
}
