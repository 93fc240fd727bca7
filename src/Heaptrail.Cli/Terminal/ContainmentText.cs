using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>containment</c> as text: the object, then the tree of what it leads to.</summary>
static class ContainmentText
{
    public static string Render(ContainmentView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ObjectHeading.Write(canvas, view.Object, view.File, view.TotalBytes);
        if (view.Edges == 0)
            canvas.Line(0, "It leads to nothing: no edge leaves it.");
        else if (view.Rows.IsEmpty)
            canvas.Line(0, $"It has {Counts.Of(view.Edges, "edge")}: all are skipped.");
        else
            Tree(view).Write(canvas);
        return canvas.ToString();
    }

    static FigureTable Tree(ContainmentView view)
    {
        string from = view.Skipped > 0 ? $", from number {Counts.Format(view.Skipped + 1)} on" : "";
        var table = new FigureTable($"Leads to ({Counts.Of(view.Edges, "edge")}{from})", "Distance", "Shallow", "Retained");
        // The lines count what is missing at the end of a list; what was skipped stands before its start.
        var lines = new TreeLines([.. view.Rows.Select(row => (row.Level, row.Level == 1 ? row.Siblings - (int)view.Skipped : row.Siblings))]);
        for (var i = 0; i < view.Rows.Length; i++)
        {
            ContainedInfo row = view.Rows[i];
            string others = row.Siblings > 1 && lines.IsAlone(i) ? $"   {Counts.Format(row.Place)} of {Counts.Format(row.Siblings)}" : "";
            table.Add(
                [new(lines.Before(i), Tone.Quiet, Keep: true), EdgeLabel.Of(row.Edge), new(" → ", Tone.Quiet, Keep: true), new(ObjectLabel.NameOf(row.Object), Tone.Strong),
                    new($" @{row.Object.Id}", Tone.Strong, Keep: true), new(others + (row.IsCycle ? "   cycle: see above" : ""), Tone.Quiet, Keep: true)],
                ViewFigures.Distance(row.Object.Distance), ByteSize.Format(row.Object.ShallowBytes), ByteSize.Format(row.Object.RetainedBytes));
            foreach ((string before, int count) in lines.MoreAfter(i))
                table.Add([new(before, Tone.Quiet, Keep: true), new($"and {Counts.Of(count, "more edge")}", Tone.Quiet)], "", "", "");
        }
        return table;
    }
}
