using System.Collections.Immutable;
using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Query;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Workflows;

/// <summary>A question about the objects of one snapshot: parse, read, answer.</summary>
sealed class QueryWorkflow(string file, string text, int top, IProgressDisplay progress)
{
    // A query is shown on one line: whatever ends a line counts as a space.
    readonly string text = text.ReplaceLineEndings(" ");

    /// <summary>Does it. A query that cannot be understood is refused before the file is read.</summary>
    public QueryView Run(CancellationToken cancel)
    {
        HeapQuery query = Guard(() => HeapQuery.Parse(text));
        return Show(OpenedSnapshot.Read(file, progress, cancel), query, cancel);
    }

    internal QueryView Show(OpenedSnapshot snapshot, CancellationToken cancel = default) => Show(snapshot, Guard(() => HeapQuery.Parse(text)), cancel);

    QueryView Show(OpenedSnapshot snapshot, HeapQuery query, CancellationToken cancel)
    {
        var options = new QueryOptions { MostRows = query.HasTop ? int.MaxValue : top, Places = at => PlaceOf(snapshot, at) };
        QueryResult result = Guard(() => query.Run(snapshot.Heap, options, cancel));
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            Query = text,
            Columns = [.. result.Columns.Select(column => new QueryColumnInfo(column.Name, WordOf(column.Unit)))],
            RowCount = result.RowCount,
            Rows = [.. result.Rows.Select(row => row.Select(value => CellOf(snapshot, value)).ToImmutableArray())],
        };
    }

    static ObjectPosition PlaceOf(OpenedSnapshot snapshot, ObjectLocation at)
    {
        SourceLocation place = snapshot.PlaceOf(at)!;
        return new(place.File, place.Line, place.Column);
    }

    static QueryCell CellOf(OpenedSnapshot snapshot, QueryValue value) => value switch
    {
        { IsMissing: true } => new(),
        { Unit: QueryUnit.Node } => new() { Object = snapshot.Describe(value.Node), Reference = value.Text },
        { Unit: QueryUnit.Flag } => new() { Flag = value.Number != 0 },
        { Text: { } text } => new() { Text = text },
        _ => new() { Number = value.Number },
    };

    static string WordOf(QueryUnit unit) => unit switch
    {
        QueryUnit.Text => "text",
        QueryUnit.Count => "count",
        QueryUnit.Bytes => "bytes",
        QueryUnit.Id => "id",
        QueryUnit.Flag => "flag",
        QueryUnit.Node => "object",
        QueryUnit.Any => "any",
        _ => "number",
    };

    // The query with a caret under the place: what is before it may have characters of any width.
    T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (QuerySyntaxException e)
        {
            int start = int.Min(e.Start, text.Length);
            string before = new(' ', DisplayWidth.Of(Printable.Clean(text[..start])));
            string marked = new('^', int.Max(1, DisplayWidth.Of(Printable.Clean(text.Substring(start, int.Min(e.Length, text.Length - start))))));
            throw new UsageException($"{e.Message}\n  {text}\n  {before}{marked}");
        }
    }
}
