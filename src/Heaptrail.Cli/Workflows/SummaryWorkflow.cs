using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The classes of one snapshot: read, sum up, choose.</summary>
sealed class SummaryWorkflow(string file, ClassSelection selection, int top, IProgressDisplay progress)
{
    /// <summary>Which objects count.</summary>
    public ObjectFilter Objects { get; init; } = new();

    /// <summary>Does it.</summary>
    public SummaryView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal SummaryView Show(OpenedSnapshot snapshot)
    {
        using NativeContextOwners? realms = Objects.Realm is null ? null : NativeContextOwners.Build(snapshot.Heap.Graph);
        Predicate<NodeIndex>? filter = Objects.For(snapshot.Heap, realms);
        snapshot.Heap.Frequent.Prepare();
        IReadOnlyList<SummaryRow> chosen = selection.Apply(filter is null ? snapshot.Heap.Frequent.Summary : Summary.Build(snapshot.Heap, filter));
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            Node = snapshot.Heap.Frequent.NodeVersion,
            Nodes = snapshot.Heap.Graph.NodeCount,
            Edges = snapshot.Heap.Graph.EdgeCount,
            Statistics = snapshot.Statistics(),
            NativeContexts = realms is null ? null : RealmSizes.Of(snapshot, realms),
            Only = [.. Objects.Words()],
            Classes = chosen.Count,
            Rows = [.. chosen.Take(top).Select(row => new ClassInfo(row.Class, snapshot.PlaceOf(row.Location), row.Count,
                OpenedSnapshot.DistanceOf(row.Distance), row.ShallowBytes, row.RetainedBytes))],
        };
    }
}
