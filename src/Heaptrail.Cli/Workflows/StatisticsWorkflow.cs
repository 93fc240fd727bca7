using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What the bytes of one snapshot are: read, add up.</summary>
sealed class StatisticsWorkflow(string file, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public StatisticsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal static StatisticsView Show(OpenedSnapshot snapshot)
    {
        NodeTypeSizes sizes = NodeTypeSizes.Build(snapshot.Heap);
        using NativeContextOwners owners = NativeContextOwners.Build(snapshot.Heap.Graph);
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            Node = snapshot.Heap.Frequent.NodeVersion,
            Nodes = snapshot.Heap.Graph.NodeCount,
            Edges = snapshot.Heap.Graph.EdgeCount,
            Statistics = snapshot.Statistics(),
            Types = [.. sizes.Types.Select(row => new NodeTypeInfo(row.Type, row.Count, row.ShallowBytes, snapshot.Describe(row.Largest)))],
            Sizes = [.. sizes.Sizes.Select(row => new SizeInfo(row.FromBytes, (row.FromBytes * 2) - 1, row.Count, row.ShallowBytes))],
            NativeContexts = RealmSizes.Of(snapshot, owners),
        };
    }
}
