using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>retained</c> as text: what goes, how much that frees, and of which classes.</summary>
static class RetainedText
{
    const int LongestClass = 120;
    const int MostNamed = 5;

    public static string Render(RetainedView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Paragraph(0, "", 0, new Span($"Without {Removed(view)}", Tone.Strong));
        canvas.Line(0, $"{Counts.Of(view.Count, "object")} would be freed, ", new Span(ByteSize.Format(view.RetainedBytes), Tone.Strong), $" ({ViewFigures.Share(view.RetainedBytes, view.TotalBytes)} of the heap)");
        if (view.RetainedBytes > view.SeparateBytes && view.Objects.Length + view.RemovedClasses.Sum(c => c.Count) > 1)
            canvas.Line(0, $"{ByteSize.Format(view.RetainedBytes - view.SeparateBytes)} of it only because all of them go");
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Rows.IsEmpty)
            canvas.Line(0, "Nothing would be freed: everything that they hold is held in another way as well.");
        else
            Classes(view).Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable Classes(RetainedView view)
    {
        var table = new FigureTable("Class", "Freed", "of all", "Bytes", "% of freed");
        foreach (RetainedClassInfo row in view.Rows)
            table.Add([Printable.Shorten(row.Class, LongestClass)], Counts.Format(row.Count), Counts.Format(row.All), ByteSize.Format(row.ShallowBytes), ViewFigures.Share(row.ShallowBytes, view.RetainedBytes));
        return table;
    }

    static string Removed(RetainedView view)
    {
        List<string> parts = [.. view.Objects.Take(MostNamed).Select(ObjectLabel.Of)];
        if (view.Objects.Length > MostNamed)
            parts.Add(Counts.Of(view.Objects.Length - MostNamed, "more object"));
        parts.AddRange(view.RemovedClasses.Select(c => $"{(c.Count == 1 ? "the only" : $"all {Counts.Format(c.Count)} of")} {Printable.Shorten(c.Class, LongestClass)}"));
        parts.AddRange(view.RemovedEdges.Select(e => $"{EdgeLabel.Of(e.Edge)} of {ObjectLabel.Of(e.From)}"));
        return parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }
}
