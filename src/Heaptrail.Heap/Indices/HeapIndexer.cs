using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Saving;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Computes all indices of a graph on two threads: one searches for dominators, which is about half of the work, the other does all
/// that does not need them. With a file to write to, columns go there as soon as nobody needs them, and their memory to the next.
/// </summary>
sealed class HeapIndexer
{
    readonly HeapGraph graph;
    readonly IndexWriter? file;
    readonly CancellationToken cancel;
    readonly TaskCompletionSource<EphemeronEdges> ephemeronsFound = new();
    readonly TaskCompletionSource namesReleased = new();

    HeapIndexer(HeapGraph graph, IndexWriter? file, CancellationToken cancel)
    {
        this.graph = graph;
        this.file = file;
        this.cancel = cancel;
    }

    /// <summary>Computes them all.</summary>
    /// <param name="graph">The graph; it is kept, not copied.</param>
    /// <param name="file">Where columns may go; <see langword="null"/> to keep all in memory.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    internal static IndexedHeap Build(HeapGraph graph, IndexWriter? file, CancellationToken cancel)
    {
        try
        {
            return new HeapIndexer(graph, file, cancel).Run();
        }
        finally
        {
            NativeBlocks.Trim();
        }
    }

    IndexedHeap Run()
    {
        cancel.ThrowIfCancellationRequested();
        Task<Others> others = Task.Run(BuildOthers, CancellationToken.None);
        try
        {
            return Run(others);
        }
        catch
        {
            // Whoever gets the exception may free the graph: nobody may work on it any more then.
            Task.WaitAny(others);
            throw;
        }
    }

    IndexedHeap Run(Task<Others> others)
    {
        EphemeronEdges ephemerons = FindEphemerons();
        using var search = DepthFirstSearch.Run(graph, cancel);
        namesReleased.Task.Wait(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        var retainers = RetainerIndex.Build(graph, search, cancel);
        Others ready = others.GetAwaiter().GetResult();
        cancel.ThrowIfCancellationRequested();
        file?.Release("edge.target", graph.EdgeTargets);
        file?.Release("node.edge", graph.FirstEdge);
        file?.Release("number", search.Number);
        // Blocks as large as a column of nodes are taken again at once, larger ones are not.
        NativeBlocks.Trim(smallest: (graph.NodeCount + 1) * 8L);
        var dominators = DominatorTree.Build(search, retainers, cancel);
        file?.Release("retainer.source", retainers.Sources);
        file?.Release("retainer.first", retainers.First);
        var retained = RetainedSizes.Build(dominators, ready.Shallow, cancel);
        file?.Release("preorder", dominators.Preorder);
        return new()
        {
            Graph = graph,
            Retainers = retainers,
            Ephemerons = ephemerons,
            ShallowSizes = ready.Shallow,
            Distances = ready.Distances,
            Dominators = dominators,
            RetainedSizes = retained,
            Classes = ready.Classes,
        };
    }

    EphemeronEdges FindEphemerons()
    {
        try
        {
            var ephemerons = EphemeronEdges.Compute(graph, cancel);
            ephemeronsFound.SetResult(ephemerons);
            return ephemerons;
        }
        finally
        {
            ephemeronsFound.TrySetCanceled();
        }
    }

    Others BuildOthers()
    {
        try
        {
            ClassIndex classes = ClassIndex.Compute(graph, null, cancel);
            var names = DistanceIndex.SpecialNames.Find(graph.Strings);
            EphemeronEdges ephemerons = ephemeronsFound.Task.GetAwaiter().GetResult();
            ReleaseIds();
            ReleaseNames(classes);
            namesReleased.SetResult();
            cancel.ThrowIfCancellationRequested();
            SizeColumn shallow = ShallowSizes.Compute(graph, cancel);
            file?.Release("node.size", graph.SelfSizes.Small);
            cancel.ThrowIfCancellationRequested();
            return new(shallow, DistanceIndex.Build(graph, ephemerons, names, [], cancel), classes);
        }
        finally
        {
            namesReleased.TrySetResult();
        }
    }

    void ReleaseIds()
    {
        file?.Release("node.id", graph.NodeIds);
        file?.Release("location.bit", graph.Locations.Bits);
        file?.Release("location.rank", graph.Locations.Ranks);
        file?.Release("location.position", graph.Locations.Positions);
    }

    // What is asked of them from now on is little enough to be read from the file.
    void ReleaseNames(ClassIndex classes)
    {
        if (file is null)
            return;
        file.Release("edge.label", graph.EdgeLabels);
        file.Release("node.name", graph.NodeNames);
        file.Release("string.start", graph.Strings.Starts);
        for (int i = 0; i < graph.Strings.Blocks.Count; i++)
            file.Release($"string.{i}", graph.Strings.Blocks[i]);
        file.Release("class", classes.ClassOf);
    }

    sealed record Others(SizeColumn Shallow, DistanceIndex Distances, ClassIndex Classes);
}
