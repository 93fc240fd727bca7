using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Everything about some objects: read, find, look inside.</summary>
sealed class InspectWorkflow(string file, IReadOnlyList<ObjectId> ids, ObjectContentsOptions options, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    public InspectView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal InspectView Show(OpenedSnapshot snapshot) => new()
    {
        Tool = OpenedSnapshot.Tool,
        File = snapshot.File,
        TotalBytes = snapshot.TotalBytes,
        Objects = [.. ids.Select(id => Inspect(snapshot, snapshot.Find(id)))],
    };

    InspectedObject Inspect(OpenedSnapshot snapshot, NodeIndex index)
    {
        HeapNode node = snapshot.Heap.Graph[index];
        ObjectContents contents = ObjectContents.Read(node, options);
        IReadOnlyList<Prototype> prototypes = PrototypeChain.Of(node);
        return new()
        {
            Object = snapshot.DescribeWithPlace(index),
            Value = PrimitiveValues.Of(node),
            Location = snapshot.PlaceOf(snapshot.Heap.Graph.Locations[index]),
            Classes = [.. prototypes.Select(prototype => NameOf(snapshot, prototype))],
            Constructor = prototypes is [{ Constructor: { } constructor }, ..] ? snapshot.Describe(constructor) : null,
            Prototype = prototypes is [var first, ..] ? snapshot.Describe(first.Node) : null,
            Dominator = index == NodeIndex.Root ? null : snapshot.Describe(snapshot.Heap.Dominators[index]),
            Path = snapshot.PathTo(index),
            Retainers = CountRetainers(snapshot, index),
            Properties = Describe(contents.Properties),
            Elements = Describe(contents.Elements),
            Entries = contents.Entries is { } entries ? EntriesOf(entries) : null,
            Scopes = [.. contents.Scopes.Select(scope => new ScopeInfo(snapshot.Heap.Graph[scope.Context].Id, snapshot.Heap.RetainedSizes[scope.Context], Describe(scope.Variables)))],
            Internals = Describe(contents.Internals),
        };

        FieldsInfo Describe(FieldList list) => new(list.Count, [.. list.Fields.Select(edge => new FieldInfo(OpenedSnapshot.Describe(edge), Value(edge.TargetIndex)))]);

        EntriesInfo EntriesOf(CollectionEntries entries) => new(WordOf(entries.Kind), entries.Count, entries.Unseen, entries.Capacity,
            [.. entries.Entries.Select(entry => new EntryInfo(entry.Key is { } key ? Value(key) : null, entry.Value is { } value ? Value(value) : null))]);

        FieldValue Value(NodeIndex of) => new(snapshot.Describe(of), PrimitiveValues.Of(snapshot.Heap.Graph[of]));
    }

    static long CountRetainers(OpenedSnapshot snapshot, NodeIndex node)
    {
        long count = 0;
        foreach (HeapEdge edge in snapshot.Heap.Retainers[node])
            count += edge.IsStrong ? 1 : 0;
        return count;
    }

    // A prototype is an instance of the class above, so its own name would be one step off.
    static string NameOf(OpenedSnapshot snapshot, Prototype prototype) =>
        prototype.Constructor is { } constructor && snapshot.Heap.Graph[constructor].RawName is { Length: > 0 } name ? name : snapshot.Heap.Graph[prototype.Node].RawName;

    static string WordOf(CollectionKind kind) => kind switch
    {
        CollectionKind.Map => "map",
        CollectionKind.Set => "set",
        _ => "weak",
    };
}
