using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Saving;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Indices;

/// <summary>
/// Computes all indices of a graph on two threads: one searches for dominators, which is about half of the work, the other does all
/// that does not need them. With a file to go to, columns give their memory back as soon as nobody needs them.
/// </summary>
sealed class HeapIndexer
{
    readonly HeapGraph graph;
    readonly IndexWriter? file;
    readonly bool withViews;
    readonly CancellationToken cancel;
    readonly TaskCompletionSource<EphemeronEdges> ephemeronsFound = new();
    readonly TaskCompletionSource namesReleased = new();
    readonly TaskCompletionSource<NamedFacts> factsFound = new();
    readonly TaskCompletionSource storesKept = new();

    HeapIndexer(HeapGraph graph, IndexWriter? file, bool withViews, CancellationToken cancel)
    {
        this.graph = graph;
        this.file = file;
        this.withViews = withViews;
        this.cancel = cancel;
    }

    /// <summary>Computes them all.</summary>
    /// <param name="graph">The graph; it is kept, not copied.</param>
    /// <param name="file">Where columns may go; <see langword="null"/> to keep all in memory.</param>
    /// <param name="withViews">Whether summary and statistics are wanted too: half of them is done while dominators are searched for.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    internal static IndexedHeap Build(HeapGraph graph, IndexWriter? file, bool withViews, CancellationToken cancel)
    {
        try
        {
            return new HeapIndexer(graph, file, withViews, cancel).Run();
        }
        finally
        {
            NativeBlocks.Trim();
        }
    }

    IndexedHeap Run()
    {
        cancel.ThrowIfCancellationRequested();
        if (file is null)
            namesReleased.SetResult();
        file?.PutAside(graph.NodeIds);
        file?.PutAside(graph.SelfSizes.Small);
        file?.PutAside(graph.Locations.Positions);
        Task<Others> others = Task.Run(BuildOthers, CancellationToken.None);
        try
        {
            EphemeronEdges ephemerons = EphemeronEdges.Compute(graph, cancel);
            ephemeronsFound.SetResult(ephemerons);
            using var search = DepthFirstSearch.Run(graph, cancel);
            namesReleased.Task.Wait(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            var retainers = RetainerIndex.Build(graph, search, cancel);
            if (withViews)
                factsFound.Task.GetAwaiter().GetResult().Marks.KeepOwnStores(retainers);
            storesKept.SetResult();
            DominatorTree dominators = FindDominators(search, retainers);
            using Others ready = others.GetAwaiter().GetResult();
            cancel.ThrowIfCancellationRequested();
            var retained = RetainedSizes.Build(dominators, ready.Shallow, graph.Memory, cancel);
            file?.Release("shallow", ready.Shallow.Small);
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
                Frequent = ready.Views?.Finish(graph, dominators, retained),
            };
        }
        catch
        {
            // The other thread must not wait for what will never come; and whoever gets the exception may free the graph, so that nobody
            // may work on it any more then.
            ephemeronsFound.TrySetCanceled();
            storesKept.TrySetCanceled();
            Task.WaitAny(others);
            throw;
        }
    }

    DominatorTree FindDominators(DepthFirstSearch search, RetainerIndex retainers)
    {
        file?.Release("edge.target", graph.EdgeTargets);
        file?.Release("node.edge", graph.FirstEdge);
        file?.Release("number", search.Number);
        file?.Release("preorder", search.Order);
        // Blocks as large as a column of nodes are taken again at once, larger ones are not.
        NativeBlocks.Trim(smallest: (graph.NodeCount + 1) * 8L);
        var dominators = DominatorTree.Build(search, retainers, cancel);
        file?.Release("retainer.source", retainers.Sources);
        file?.Release("retainer.first", retainers.First);
        return dominators;
    }

    Others BuildOthers()
    {
        try
        {
            ClassIndex classes = ClassIndex.Compute(graph, null, cancel);
            NamedFacts? facts = null;
            if (withViews)
                factsFound.SetResult(facts = NamedFacts.Find(graph));
            file?.PutAside(classes.ClassOf);
            var names = DistanceIndex.SpecialNames.Find(graph.Strings);
            EphemeronEdges ephemerons = ephemeronsFound.Task.GetAwaiter().GetResult();
            ReleaseNames();
            namesReleased.TrySetResult();
            cancel.ThrowIfCancellationRequested();
            SizeColumn shallow = ShallowSizes.Compute(graph, cancel);
            file?.Release("node.size", graph.SelfSizes.Small);
            cancel.ThrowIfCancellationRequested();
            var distances = DistanceIndex.Build(graph, ephemerons, names, [], cancel);
            return new(shallow, distances, classes, facts is null ? null : BuildViews(classes, shallow, distances, facts));
        }
        finally
        {
            factsFound.TrySetCanceled();
            namesReleased.TrySetResult();
        }
    }

    PendingViews BuildViews(ClassIndex classes, SizeColumn shallow, DistanceIndex distances, NamedFacts facts)
    {
        var counts = SummaryCounts.Build(graph, classes, shallow, distances, filter: null);
        file?.Release("class", classes.ClassOf);
        file?.Release("distance", distances.Distances);
        file?.Release("location.bit", graph.Locations.Bits);
        file?.Release("location.rank", graph.Locations.Ranks);
        file?.Release("location.position", graph.Locations.Positions);
        storesKept.Task.GetAwaiter().GetResult();
        return new(counts, HeapStatistics.Build(graph, shallow, facts.Marks), facts);
    }

    // What is asked of them from now on is little enough to be read from the file.
    void ReleaseNames()
    {
        if (file is null)
            return;
        file.Release("node.id", graph.NodeIds);
        file.Release("edge.label", graph.EdgeLabels);
        file.Release("node.name", graph.NodeNames);
        file.Release("string.start", graph.Strings.Starts);
        for (int i = 0; i < graph.Strings.Blocks.Count; i++)
            file.Release($"string.{i}", graph.Strings.Blocks[i]);
    }

    sealed record Others(SizeColumn Shallow, DistanceIndex Distances, ClassIndex Classes, PendingViews? Views) : IDisposable
    {
        public void Dispose() => Views?.Dispose();
    }
}
