using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>A graph with everything that is computed once from it. All figures equal those of Chrome DevTools on the same file.</summary>
public sealed class IndexedHeap : IDisposable
{
    /// <summary>The graph.</summary>
    public required HeapGraph Graph { get; init; }

    /// <summary>Edges by target.</summary>
    public required RetainerIndex Retainers { get; init; }

    /// <summary>The edges of WeakMap entries.</summary>
    public required EphemeronEdges Ephemerons { get; init; }

    /// <summary>Shallow sizes in bytes: internal arrays count to the one object that owns them.</summary>
    public required SizeColumn ShallowSizes { get; init; }

    /// <summary>Distances from the user's roots.</summary>
    public required DistanceIndex Distances { get; init; }

    /// <summary>Immediate dominators.</summary>
    public required DominatorTree Dominators { get; init; }

    /// <summary>Retained sizes in bytes.</summary>
    public required RetainedSizes RetainedSizes { get; init; }

    /// <summary>Classes.</summary>
    public required ClassIndex Classes { get; init; }

    /// <summary>Computes all indices of a graph, on two threads. Linear but for the dominators, which are close to it.</summary>
    /// <param name="graph">The graph; it is kept, not copied.</param>
    /// <param name="cancel">Stops between two indices.</param>
    public static IndexedHeap Build(HeapGraph graph, CancellationToken cancel = default)
    {
        EphemeronEdges ephemerons = EphemeronEdges.Build(graph);
        cancel.ThrowIfCancellationRequested();
        // Dominators take about half of the work; all that does not need them runs beside.
        Task<(RetainerIndex, DominatorTree)> searching = Task.Run(() => FindDominators(graph, cancel), CancellationToken.None);
        SizeColumn shallow = Indices.ShallowSizes.Compute(graph);
        DistanceIndex distances = DistanceIndex.Build(graph, ephemerons);
        ClassIndex classes = ClassIndex.Build(graph);
        (RetainerIndex retainers, DominatorTree dominators) = searching.GetAwaiter().GetResult();
        cancel.ThrowIfCancellationRequested();
        return new()
        {
            Graph = graph,
            Retainers = retainers,
            Ephemerons = ephemerons,
            ShallowSizes = shallow,
            Distances = distances,
            Dominators = dominators,
            RetainedSizes = RetainedSizes.Build(dominators, shallow),
            Classes = classes,
        };
    }

    static (RetainerIndex, DominatorTree) FindDominators(HeapGraph graph, CancellationToken cancel)
    {
        using var search = DepthFirstSearch.Run(graph);
        cancel.ThrowIfCancellationRequested();
        var retainers = RetainerIndex.Build(graph, search);
        cancel.ThrowIfCancellationRequested();
        return (retainers, DominatorTree.Build(search, retainers));
    }

    /// <summary>Gives back the memory of the indices and of the graph. Nothing that belongs to them may be used afterwards.</summary>
    public void Dispose()
    {
        Retainers.Dispose();
        Ephemerons.Dispose();
        ShallowSizes.Dispose();
        Distances.Dispose();
        Dominators.Dispose();
        RetainedSizes.Dispose();
        Classes.Dispose();
        Graph.Dispose();
    }
}
