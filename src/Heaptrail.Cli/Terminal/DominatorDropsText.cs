using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>dominators --big-drops</c> as text: the objects where bytes gather.</summary>
static class DominatorDropsText
{
    const int WideEnoughForLargest = 110;

    public static string Render(DominatorDropsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Line(0, new Span(Counts.Of(view.Drops, "object"), Tone.Strong), view.Drops == 1 ? " retains " : " retain ",
            $"{ByteSize.Format(view.LeastBytes)} or more beyond the largest object below");
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Rows.IsEmpty)
        {
            canvas.Line(0, "--min-bytes SIZE looks for smaller ones.");
            return canvas.ToString();
        }
        bool hasLargest = style.Width >= WideEnoughForLargest;
        var table = new FigureTable("Bytes gather at", [.. (string[])(hasLargest ? ["Largest below"] : []), "Dominates", "Retained", "Drop", "% of total"]);
        foreach (DominatorDropInfo row in view.Rows)
        {
            table.Add([new(ObjectLabel.NameOf(row.Object), Tone.Strong), new($" @{row.Object.Id}", Tone.Strong, Keep: true)],
                [.. (string[])(hasLargest ? [Largest(row)] : []), Counts.Format(row.Dominated), ByteSize.Format(row.Object.RetainedBytes), ByteSize.Format(row.DropBytes), ViewFigures.Share(row.DropBytes, view.TotalBytes)]);
        }
        table.Write(canvas);
        if (view.Drops > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Drops - view.Rows.Length, "more object")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }

    static string Largest(DominatorDropInfo row) => row.Largest is { } largest ? $"{DisplayWidth.Cut(ObjectLabel.NameOf(largest), 24)} {ByteSize.Format(largest.RetainedBytes)}" : "-";
}
