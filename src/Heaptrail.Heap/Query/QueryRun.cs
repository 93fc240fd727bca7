using System.Collections.Immutable;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Query;

/// <summary>The state of a query on its way: rows, which are nodes or groups of them; how they are to be sorted; what is to be shown.</summary>
sealed class QueryRun(IndexedHeap heap, QueryOptions options, CancellationToken cancel)
{
    static readonly FieldExpression shallow = Field(QueryField.Shallow);
    static readonly FieldExpression retained = Field(QueryField.Retained);

    static readonly ImmutableArray<QueryExpression> usual = [Field(QueryField.Object), Field(QueryField.Distance), shallow, retained];
    static readonly ImmutableArray<QueryExpression> usualOfEdges = [End(EdgeField.From), new EdgeExpression(EdgeField.Type, default), new EdgeExpression(EdgeField.Name, default), End(EdgeField.To)];

    readonly ReaderFactory factory = new(heap, options.Places ?? (at => new($"script {at.ScriptId}", at.Line + 1, at.Column + 1)));
    RowSet rows = RowSet.All(0);
    EdgeReaderFactory? edges;
    GroupTable? groups;
    ImmutableArray<QueryExpression> columns = usual;
    // Sorting waits until it is known how many rows are wanted; null where the rows are in order already.
    ImmutableArray<SortKey>? order = [new(retained, true)];

    internal void Start(QuerySource source)
    {
        if (source.IsEdges)
        {
            rows = RowSet.All(heap.Graph.EdgeCount);
            edges = new(heap, factory);
            columns = usualOfEdges;
            order = null;
            return;
        }
        rows = source.Ids.IsEmpty ? RowSet.All(heap.Graph.NodeCount) : RowSet.Of([.. source.Ids.Select(Find).Distinct()]);
    }

    internal void Apply(QueryStage stage)
    {
        cancel.ThrowIfCancellationRequested();
        switch (stage)
        {
            case WhereStage { Condition: var condition }:
                rows = rows.Where(ConditionCompiler.Compile(condition, ReaderOf, factory), cancel);
                break;
            case FollowStage { Target: var target, Steps: var steps }:
                rows = target is FollowTarget.From or FollowTarget.To
                    ? new NodeFollower(heap).Follow(rows, FollowTarget.Path, edges!.StepTo(target == FollowTarget.From ? EdgeField.From : EdgeField.To), cancel)
                    : new NodeFollower(heap).Follow(rows, target, factory.StepsOf(steps), cancel);
                edges = null;
                Restart(usual, new(retained, true));
                break;
            case GroupStage { Keys: var keys }:
                Group(keys);
                break;
            case CountStage:
                Count();
                break;
            case SortStage { Keys: var keys }:
                order = keys;
                break;
            case TopStage { Count: var most }:
                Sort(most);
                break;
            case SelectStage { Columns: var chosen }:
                columns = chosen;
                break;
            case DistinctStage { By: var by }:
                rows = GroupTable.Distinct(rows, [.. (by.IsEmpty ? columns : by).Select(ReaderOf)], order is { } wanted ? OrderBy(wanted).Compare : null, cancel);
                break;
        }
    }

    internal QueryResult Finish()
    {
        int count = rows.Count;
        Sort(options.MostRows);
        Reader[] readers = [.. columns.Select(ReaderOf)];
        var shown = new IReadOnlyList<QueryValue>[rows.Count];
        for (int place = 0; place < shown.Length; place++)
            shown[place] = [.. readers.Select(reader => reader[rows[place]])];
        return new([.. columns.Select(column => new QueryColumn(column.Title, column.Unit))], shown, count);
    }

    void Group(ImmutableArray<QueryExpression> keys)
    {
        groups = GroupTable.Build(edges is null ? heap : null, rows, [.. keys.Select(ReaderOf)], cancel);
        rows = RowSet.All(groups.Count);
        var sums = ColumnExpression.SumsFrom(keys.Length, edges is not null);
        Restart([.. keys.Select((key, i) => new ColumnExpression(i, key.Title, key.Unit, key.Range)), .. sums], new(sums[^1], true));
    }

    void Count()
    {
        bool isNodes = groups is null && edges is null;
        groups = isNodes ? GroupTable.Build(heap, rows, [], cancel) : GroupTable.OfCount(rows.Count);
        rows = RowSet.All(1);
        ImmutableArray<ColumnExpression> sums = ColumnExpression.SumsFrom(0, !isNodes);
        Restart([.. sums], new(sums[0], true));
    }

    void Restart(ImmutableArray<QueryExpression> shown, SortKey by)
    {
        columns = shown;
        order = [by];
    }

    void Sort(int most)
    {
        if (order is { } keys)
            rows = RowSet.Of(OrderBy(keys).First(rows, most));
        else if (rows.Count > most)
            rows = RowSet.Of([.. Enumerable.Range(0, most).Select(place => rows[place])]);
        order = null;
    }

    RowOrder OrderBy(ImmutableArray<SortKey> keys) => new([.. keys.Select(key => (ReaderOf(key.By), key.Descending))], TieOf);

    // Nodes that are equal otherwise stand in the order of their ids, edges in that of the file, groups in that of their first rows.
    long TieOf(int row) => groups is null && edges is null ? heap.Graph[new NodeIndex(row)].Id : row;

    Reader ReaderOf(QueryExpression expression) => expression is ColumnExpression { Column: var column } ? groups![column] : edges is null ? factory.For(expression) : edges.For(expression);

    int Find((long Id, TextRange Range) id) => NodeSearch.ById(heap.Graph, id.Id) is { IsSome: true, Value: var node }
        ? node
        : throw new QuerySyntaxException($"the heap has no object @{id.Id}", id.Range);

    static EndExpression End(EdgeField end) => new(end, Field(QueryField.Object), EdgeFields.NameOf(end), default);

    static FieldExpression Field(QueryField field) => new([], field, QueryFields.NameOf(field), default);
}
