using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>summary</c> as text: totals in a line, what the bytes are, then the classes.</summary>
static class SummaryText
{
    const int LongestClass = 120;
    const int WideEnoughForPlaces = 120;

    public static string Render(SummaryView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        HeapTotals.Write(canvas, view.Statistics.TotalBytes, view.Nodes, view.Edges, view.Node, view.File);
        HeapTotals.Kinds(view.Statistics).Write(canvas, indent: 2);
        canvas.Blank();
        if (view.NativeContexts is { } realms)
        {
            RealmTable.Of(realms).Write(canvas);
            canvas.Blank();
        }
        foreach (string only in view.Only)
            canvas.Line(0, new Span($"Only {only}", Tone.Caution));
        if (view.Rows.IsEmpty)
            canvas.Line(0, "No object is of this kind.");
        else
            Classes(view, style).Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more, --filter TEXT those with a name", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable Classes(SummaryView view, TextStyle style)
    {
        var table = new FigureTable("Class", "Distance", "Count", "Shallow", "Retained", "% of total");
        var places = new Places(style.LinkRoot);
        HashSet<string> severalPlaces = [.. view.Rows.GroupBy(row => row.Class).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (ClassInfo row in view.Rows)
        {
            Span name = Printable.Shorten(row.Class, LongestClass);
            bool tellsPlace = row.Location is not null && (style.Width >= WideEnoughForPlaces || severalPlaces.Contains(row.Class));
            table.Add(tellsPlace ? [name, "  ", places.Of(row.Location!)] : [name], ViewFigures.Distance(row.Distance), Counts.Format(row.Count),
                ByteSize.Format(row.ShallowBytes), ByteSize.Format(row.RetainedBytes), ViewFigures.Share(row.RetainedBytes, view.Statistics.TotalBytes));
        }
        return table;
    }
}
