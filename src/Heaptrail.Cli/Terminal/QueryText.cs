using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>query</c> as text: the table of the answer.</summary>
static class QueryText
{
    const int LongestText = 120;

    public static string Render(QueryView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.RowCount == 0)
        {
            canvas.Line(0, "Nothing in the heap answers this.");
            return canvas.ToString();
        }
        var table = new ColumnTable([.. view.Columns.Select((column, i) => (TitleOf(column), IsFigure(column, view.Rows.Select(row => row[i]))))]);
        foreach (var row in view.Rows)
            table.Add([.. row.Select((cell, i) => Shown(cell, view.Columns[i].Unit))]);
        table.Write(canvas);
        if (view.RowCount > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.RowCount - view.Rows.Length, "more row")}: -n N or '| top N' shows more", Tone.Quiet));
        return canvas.ToString();
    }

    static string TitleOf(QueryColumnInfo column) => Printable.Shorten(column.Name, LongestText) is var name && name.Length > 0 ? $"{char.ToUpperInvariant(name[0])}{name[1..]}" : name;

    // What properties hold may be numbers or anything.
    static bool IsFigure(QueryColumnInfo column, IEnumerable<QueryCell> cells) =>
        column.Unit is "number" or "count" or "bytes" or "id" || (column.Unit == "any" && cells.All(cell => cell.Text is null));

    static Span[] Shown(QueryCell cell, string unit)
    {
        if (cell.Object is { } node)
            return [ObjectLabel.NameOf(node), new($" @{node.Id}", Keep: true), cell.Reference is { } reference ? $" ({Printable.Shorten(reference, LongestText)})" : ""];
        if (cell.Text is { } text)
            return [Printable.Shorten(text, LongestText)];
        if (cell.Flag is { } flag)
            return [flag ? "yes" : "no"];
        return [cell.Number is { } number ? new(Figure(number, unit)) : new(unit == "object" ? "several, or a root" : "-", Tone.Quiet)];
    }

    static string Figure(double number, string unit) => unit switch
    {
        "bytes" => ByteSize.Format((long)number),
        "count" => Counts.Format((long)number),
        "id" => $"@{((long)number).ToString(CultureInfo.InvariantCulture)}",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };
}
