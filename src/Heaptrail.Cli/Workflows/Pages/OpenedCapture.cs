using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>An open snapshot with what its pages were shown: the next part of a table must not cost as much as the first.</summary>
sealed class OpenedCapture(OpenedSnapshot snapshot)
{
    readonly Dictionary<(long?, long?), IReadOnlyList<SummaryRow>> summaries = [];
    (string Key, IReadOnlyList<NodeIndex> Nodes)? members;
    readonly Dictionary<ObjectSort, ObjectOrder> orders = [];
    StringsView? strings;
    long? bytes;

    /// <summary>The snapshot.</summary>
    public OpenedSnapshot Snapshot => snapshot;

    /// <summary>The classes of the objects with ids in a range.</summary>
    public IReadOnlyList<SummaryRow> Summary(long? afterId, long? lastId)
    {
        if (afterId is null && lastId is null)
            return snapshot.Heap.Frequent.Summary;
        if (!summaries.TryGetValue((afterId, lastId), out IReadOnlyList<SummaryRow>? rows))
        {
            // A brush that is moved asks for many ranges.
            if (summaries.Count > 8)
                summaries.Clear();
            var filter = new ObjectFilter { MinId = afterId, MaxId = lastId };
            summaries.Add((afterId, lastId), rows = Heap.Views.Summary.Build(snapshot.Heap, filter.For(snapshot.Heap, null)!));
        }
        return rows;
    }

    /// <summary>The objects of a class.</summary>
    public IReadOnlyList<NodeIndex> Members(string className)
    {
        if (members?.Key != className)
        {
            members = (className, ClassObjects.Find(snapshot.Heap, className));
            orders.Clear();
            bytes = null;
        }
        return members.Value.Nodes;
    }

    /// <summary>Sum of their shallow sizes.</summary>
    public long BytesOf(string className)
    {
        IReadOnlyList<NodeIndex> nodes = Members(className);
        return bytes ??= nodes.Sum(node => snapshot.Heap.ShallowSizes[node]);
    }

    /// <summary>The same in order.</summary>
    public ObjectOrder Order(string className, ObjectSort sort)
    {
        IReadOnlyList<NodeIndex> nodes = Members(className);
        if (!orders.TryGetValue(sort, out ObjectOrder? order))
            orders.Add(sort, order = new(snapshot.Heap, nodes, sort));
        return order;
    }

    /// <summary>Duplicated and large strings.</summary>
    public StringsView Strings(Func<StringsView> make) => strings ??= make();
}
