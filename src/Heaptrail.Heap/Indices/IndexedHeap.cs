using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Indices;

/// <summary>A graph with everything that is computed once from it. All figures equal those of Chrome DevTools on the same file.</summary>
public sealed class IndexedHeap
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
        Task<DominatorTree> searching = Task.Run(() => DominatorTree.Build(graph, EssentialEdges.Find(graph, ephemerons)), CancellationToken.None);
        RetainerIndex retainers = RetainerIndex.Build(graph);
        SizeColumn shallow = Indices.ShallowSizes.Compute(graph);
        DistanceIndex distances = DistanceIndex.Build(graph, ephemerons);
        ClassIndex classes = ClassIndex.Build(graph);
        DominatorTree dominators = searching.GetAwaiter().GetResult();
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
}
