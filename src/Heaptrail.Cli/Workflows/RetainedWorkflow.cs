using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What would be freed if objects, classes or references went together: read, find, walk without them.</summary>
sealed class RetainedWorkflow(string file, IProgressDisplay progress)
{
    /// <summary>Objects that go.</summary>
    public IReadOnlyList<ObjectId> Objects { get; init; } = [];

    /// <summary>Classes of which all objects go.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>References that go.</summary>
    public IReadOnlyList<EdgeReference> Edges { get; init; } = [];

    /// <summary>Classes to show.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Does it.</summary>
    /// <exception cref="UsageException">Nothing is to go.</exception>
    public RetainedView Run(CancellationToken cancel)
    {
        if (Objects.Count + Classes.Count + Edges.Count == 0)
            throw new UsageException("say what goes: objects as in @184213, --class NAME or --edge @184213.cache");
        return Show(OpenedSnapshot.Read(file, progress, cancel));
    }

    internal RetainedView Show(OpenedSnapshot snapshot)
    {
        NodeIndex[] named = [.. Objects.Select(snapshot.Find).Distinct()];
        (string Name, ClassMembers Members)[] classes = [.. Classes.Distinct().Select(name => (name, NamedClass.Find(snapshot, name)))];
        HeapEdge[] edges = [.. Edges.SelectMany(edge => Find(snapshot, edge)).DistinctBy(edge => edge.Index)];
        NodeIndex[] going = [.. named.Concat(classes.SelectMany(c => c.Members.Nodes)).Distinct()];
        RetainedNodes set = RetainedSet.Find(snapshot.Heap, going, edges.Select(edge => edge.Index));
        IReadOnlyList<RetainedClass> rows = set.Classes();
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Objects = [.. named.Select(snapshot.Describe)],
            RemovedClasses = [.. classes.Select(c => new RemovedClassInfo(c.Name, c.Members.Nodes.Count))],
            RemovedEdges = [.. edges.Select(edge => new RemovedEdgeInfo(
                snapshot.Describe(snapshot.Heap.Graph.SourceOf(edge.Index)), OpenedSnapshot.Describe(edge), snapshot.Describe(edge.TargetIndex)))],
            Count = set.Count,
            RetainedBytes = set.Bytes,
            SeparateBytes = ClassMembers.Of(snapshot.Heap, going).RetainedBytes,
            Classes = rows.Count,
            Rows = [.. rows.Take(Top).Select(row => new RetainedClassInfo(row.Class, row.Count, row.All, row.ShallowBytes))],
        };
    }

    static List<HeapEdge> Find(OpenedSnapshot snapshot, EdgeReference reference)
    {
        var found = new List<HeapEdge>();
        foreach (HeapEdge edge in snapshot.Heap.Graph[snapshot.Find(reference.From)].Edges)
        {
            if (reference.Means(edge))
                found.Add(edge);
        }
        return found.Count > 0 ? found : throw new UsageException($"{reference.From} has no reference {reference} that holds something: 'heaptrail inspect {snapshot.File} {reference.From}' shows what it refers to");
    }
}
