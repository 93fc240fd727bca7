using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>What nearly everybody asks first. Each is computed once for a heap, when somebody asks, and kept in its saved index.</summary>
public sealed class FrequentViews
{
    readonly Lazy<IReadOnlyList<SummaryRow>> summary;
    readonly Lazy<HeapStatistics> statistics;
    readonly Lazy<string?> nodeVersion;
    readonly Lazy<IReadOnlyDictionary<int, string>> scriptNames;
    readonly Lazy<IReadOnlyList<DominatedRow>> dominatedByRoot;

    internal FrequentViews(IndexedHeap heap)
    {
        summary = new(() => Views.Summary.Build(heap));
        statistics = new(() => HeapStatistics.Build(heap));
        nodeVersion = new(() => Views.NodeVersion.Find(heap.Graph));
        scriptNames = new(() => Views.ScriptNames.Find(heap.Graph));
        dominatedByRoot = new(() => DominatedTree.OfRoot(heap.Dominated, heap.RetainedSizes));
    }

    internal FrequentViews(IReadOnlyList<SummaryRow> summary, HeapStatistics statistics, string? nodeVersion, IReadOnlyDictionary<int, string> scriptNames,
        Func<IReadOnlyList<DominatedRow>> dominatedByRoot)
    {
        this.summary = new(summary);
        this.statistics = new(statistics);
        this.nodeVersion = new(nodeVersion);
        this.scriptNames = new(scriptNames);
        this.dominatedByRoot = new(dominatedByRoot);
    }

    /// <summary>Computes all of them now, on two threads.</summary>
    /// <param name="cancel">Stops between two of them.</param>
    public void Prepare(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        Parallel.Invoke(() => _ = Summary, () => _ = (Statistics, NodeVersion, ScriptNames));
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>The classes, greatest retained size first.</summary>
    public IReadOnlyList<SummaryRow> Summary => summary.Value;

    /// <summary>What the bytes are.</summary>
    public HeapStatistics Statistics => statistics.Value;

    /// <summary>Version of Node.js without the leading v; <see langword="null"/> when the heap does not tell.</summary>
    public string? NodeVersion => nodeVersion.Value;

    /// <summary>Names of scripts by V8's id.</summary>
    public IReadOnlyDictionary<int, string> ScriptNames => scriptNames.Value;

    /// <summary>The largest nodes that the root dominates immediately, and the way to the accumulation point.</summary>
    internal IReadOnlyList<DominatedRow> DominatedByRoot => dominatedByRoot.Value;
}
