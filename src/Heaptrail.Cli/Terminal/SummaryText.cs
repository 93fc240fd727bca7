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
        StatisticsInfo bytes = view.Statistics;
        canvas.Line(0, new Span(ByteSize.Format(bytes.TotalBytes), Tone.Strong), $" in {Counts.Of(view.Nodes, "node")} and {Counts.Of(view.Edges, "edge")}",
            view.Node is { } version ? $" · Node.js {Printable.Shorten(version, 20)}" : "");
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        Kinds(bytes).Write(canvas, indent: 2);
        canvas.Blank();
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

    static FigureTable Kinds(StatisticsInfo bytes)
    {
        var table = new FigureTable("", "", "");
        Add("Compiled code", bytes.CodeBytes);
        Add("Strings", bytes.StringBytes);
        Add("JavaScript arrays", bytes.ArrayBytes);
        Add("Typed arrays", bytes.TypedArrayBytes);
        Add("V8's own objects", bytes.SystemBytes);
        Add("Other JavaScript objects", bytes.OtherBytes);
        Add("Other native memory", bytes.OtherNativeBytes);
        return table;

        void Add(string kind, long size) => table.Add([kind], ByteSize.Format(size), ViewFigures.Share(size, bytes.TotalBytes));
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
