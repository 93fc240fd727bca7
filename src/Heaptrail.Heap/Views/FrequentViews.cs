using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>What nearly everybody asks first. Computed once for a heap and kept in its saved index.</summary>
/// <param name="Summary">The classes, greatest retained size first.</param>
/// <param name="Statistics">What the bytes are.</param>
/// <param name="NodeVersion">Version of Node.js without the leading v; <see langword="null"/> when the heap does not tell.</param>
/// <param name="ScriptNames">Names of scripts by V8's id.</param>
public sealed record FrequentViews(
    IReadOnlyList<SummaryRow> Summary, HeapStatistics Statistics, string? NodeVersion, IReadOnlyDictionary<int, string> ScriptNames)
{
    /// <summary>Computes them. Linear.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="between">Called when one is ready and the next not begun.</param>
    internal static FrequentViews Build(IndexedHeap heap, Action? between = null)
    {
        IReadOnlyList<SummaryRow> summary = Views.Summary.Build(heap);
        between?.Invoke();
        var statistics = HeapStatistics.Build(heap);
        between?.Invoke();
        string? version = Views.NodeVersion.Find(heap.Graph);
        IReadOnlyDictionary<int, string> scripts = Views.ScriptNames.Find(heap.Graph);
        between?.Invoke();
        return new(summary, statistics, version, scripts);
    }
}
