using System.Collections.Immutable;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Query;

/// <summary>
/// A question about the nodes of a heap or its edges, such as <c>nodes where class = "Session" | group by holder | top 10</c>. It is
/// checked when it is parsed; running it cannot fail, but for ids that the heap lacks.
/// </summary>
public sealed class HeapQuery
{
    readonly QuerySource source;
    readonly ImmutableArray<QueryStage> stages;

    HeapQuery(string text)
    {
        Text = text;
        (source, stages) = QueryParser.Parse(text);
    }

    /// <summary>The query as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether the query itself says how many rows it wants.</summary>
    public bool HasTop => stages.Any(stage => stage is TopStage);

    /// <summary>Parses a query.</summary>
    /// <exception cref="QuerySyntaxException">It does not follow the grammar, or names a field that does not exist.</exception>
    public static HeapQuery Parse(string text) => new(text);

    /// <summary>Answers it. Linear in the size of the heap at most, but for sorting.</summary>
    /// <exception cref="QuerySyntaxException">The heap has no object with an id of the query.</exception>
    public QueryResult Run(IndexedHeap heap, QueryOptions options, CancellationToken cancel = default)
    {
        var run = new QueryRun(heap, options, cancel);
        run.Start(source);
        foreach (QueryStage stage in stages)
            run.Apply(stage);
        return run.Finish();
    }
}
