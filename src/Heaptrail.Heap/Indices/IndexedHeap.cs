using System.Diagnostics.CodeAnalysis;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Indices;

/// <summary>A graph with everything that is computed once from it. All figures equal those of Chrome DevTools on the same file.</summary>
public sealed class IndexedHeap : IDisposable
{
    DominatedNodes? dominated;
    FrequentViews? frequent;

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

    /// <summary>
    /// Whether an edge counts for dominators, by the rules of Chrome DevTools. Not so: weak edges; edges from a node to itself; shortcuts
    /// that do not start at the root; a WeakMap entry's edge from the table; and edges from nodes that the user's program does not reach
    /// into those that it does.
    /// </summary>
    public bool IsEssential(EdgeIndex edge) => PackedEdge.IsEssential(Graph.EdgeTargets[edge.Value]);

    /// <summary>The dominator tree from the top down.</summary>
    public DominatedNodes Dominated => LazyInitializer.EnsureInitialized(ref dominated, () => new(Dominators));

    /// <summary>Summary and statistics. Built when somebody asks.</summary>
    [AllowNull]
    public FrequentViews Frequent
    {
        get => frequent ??= new(this);
        internal init => frequent = value;
    }

    /// <summary>Computes all indices of a graph, on two threads. Linear but for the dominators, which are close to it.</summary>
    /// <param name="graph">The graph; it is kept, not copied.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    public static IndexedHeap Build(HeapGraph graph, CancellationToken cancel = default) => HeapIndexer.Build(graph, null, withViews: false, cancel);

    /// <summary>Gives back the memory of the indices and of the graph. Nothing that belongs to them may be used afterwards.</summary>
    public void Dispose()
    {
        Retainers.Dispose();
        Ephemerons.Dispose();
        ShallowSizes.Dispose();
        Distances.Dispose();
        Dominators.Dispose();
        dominated?.Dispose();
        RetainedSizes.Dispose();
        Classes.Dispose();
        Graph.Dispose();
    }
}
