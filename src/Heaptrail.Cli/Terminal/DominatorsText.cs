using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>dominators</c> as text: the object, then the tree of what it keeps alive.</summary>
static class DominatorsText
{
    public static string Render(DominatorsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ObjectHeading.Write(canvas, view.Object, view.File, view.TotalBytes);
        if (view.Rows.IsEmpty)
            canvas.Line(0, "It dominates nothing: only its own bytes would be freed with it.");
        else
            Tree(view).Write(canvas);
        return canvas.ToString();
    }

    static FigureTable Tree(DominatorsView view)
    {
        var table = new FigureTable($"Dominates ({Counts.Of(view.Rows[0].Siblings, "object")} immediately)", "Retained", "% of total");
        var lines = new TreeLines([.. view.Rows.Select(row => (row.Level, row.Siblings))]);
        for (var i = 0; i < view.Rows.Length; i++)
        {
            DominatedInfo row = view.Rows[i];
            string others = row.Siblings > 1 && lines.IsAlone(i) && !row.IsAccumulation ? $"   {row.Place} of {Counts.Format(row.Siblings)}" : "";
            table.Add(
                [new(lines.Before(i), Tone.Quiet, Keep: true), ObjectLabel.NameOf(row.Object), new($" @{row.Object.Id}", Keep: true), new(others, Tone.Quiet, Keep: true),
                    new(row.IsAccumulation ? "   ← accumulates here" : "", Tone.Caution, Keep: true)],
                ByteSize.Format(row.Object.RetainedBytes), ViewFigures.Share(row.Object.RetainedBytes, view.TotalBytes));
            foreach ((string before, int count) in lines.MoreAfter(i))
                table.Add([new(before, Tone.Quiet, Keep: true), new($"and {Counts.Of(count, "smaller object")}", Tone.Quiet)], "", "");
        }
        return table;
    }
}
