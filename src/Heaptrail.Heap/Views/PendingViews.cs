using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>The frequent views as far as they can be computed while dominators are searched for.</summary>
/// <param name="Counts">The rows of the summary.</param>
/// <param name="Statistics">All but the total.</param>
/// <param name="Names">What is read from names.</param>
sealed record PendingViews(SummaryCounts Counts, HeapStatistics Statistics, NamedFacts Names) : IDisposable
{
    internal FrequentViews Finish(HeapGraph graph, DominatorTree dominators, RetainedSizes retained)
    {
        return new(Counts.ToRows(dominators, retained), Statistics.WithTotal(graph, retained), Names.NodeVersion, Names.Scripts, DominatedByRoot);

        // A saved index has it; a summary alone does not need it.
        IReadOnlyList<DominatedRow> DominatedByRoot()
        {
            using var dominated = new DominatedNodes(dominators);
            return DominatedTree.OfRoot(dominated, retained);
        }
    }

    public void Dispose() => Counts.Dispose();
}

/// <summary>What the names in a heap tell; afterwards they are not needed.</summary>
/// <param name="NodeVersion">Version of Node.js.</param>
/// <param name="Scripts">Names of scripts by V8's id.</param>
/// <param name="Marks">Nodes that the statistics tell from others.</param>
sealed record NamedFacts(string? NodeVersion, IReadOnlyDictionary<int, string> Scripts, StatisticsMarks Marks)
{
    internal static NamedFacts Find(HeapGraph graph) => new(Views.NodeVersion.Find(graph), ScriptNames.Find(graph), StatisticsMarks.Find(graph));
}
