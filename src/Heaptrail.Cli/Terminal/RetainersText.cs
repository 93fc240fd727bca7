using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>retainers</c> as text: the object, the tree of what holds it, the chain of its dominators.</summary>
static class RetainersText
{
    const int MostDominators = 20;

    public static string Render(RetainersView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ObjectHeading.Write(canvas, view.Object, view.File, view.TotalBytes);
        if (!view.Ignored.IsEmpty)
        {
            string without = string.Join(", ", view.Ignored.Select(id => $"@{id}"));
            canvas.Paragraph(0, "", 0, view.IsReached ? $"Without {without} it is still held." : $"Without {without} nothing would hold it: all that does is out of reach then.");
            canvas.Blank();
        }
        if (view.Rows.IsEmpty)
            canvas.Line(0, view.Dominators.IsEmpty ? "This is the root: nothing holds it." : "Only the root itself holds it, or weak edges, which do not count.");
        else
            Tree(view).Write(canvas);
        if (view.Dominators.IsEmpty)
            return canvas.ToString();
        canvas.Blank();
        Dominators(view).Write(canvas);
        return canvas.ToString();
    }

    static FigureTable Tree(RetainersView view)
    {
        var table = new FigureTable($"Held by ({Counts.Of(view.Rows[0].Siblings, "retainer")})", "Distance", "Retained");
        var lines = new TreeLines([.. view.Rows.Select(row => (row.Level, row.Siblings))]);
        for (var i = 0; i < view.Rows.Length; i++)
        {
            RetainerInfo row = view.Rows[i];
            string mark = row.IsIgnored ? "   ignored" : row.IsCycle ? "   cycle: see above" : row.IsOutOfReach ? "   out of reach" : row.IsRoot ? "   root" : "";
            string others = row.Siblings > 1 && lines.IsAlone(i) ? $"   {row.Place} of {Counts.Format(row.Siblings)}" : "";
            table.Add(
                [new(lines.Before(i), Tone.Quiet, Keep: true), EdgeLabel.Of(row.Edge), new(" in ", Tone.Quiet), new(ObjectLabel.NameOf(row.Object), Tone.Strong), new($" @{row.Object.Id}", Tone.Strong, Keep: true), new(others + mark, Tone.Quiet, Keep: true)],
                ViewFigures.Distance(row.Object.Distance), ByteSize.Format(row.Object.RetainedBytes));
            foreach ((string before, int count) in lines.MoreAfter(i))
                table.Add([new(before, Tone.Quiet, Keep: true), new($"and {Counts.Of(count, "more retainer")}", Tone.Quiet)], "", "");
        }
        return table;
    }

    static FigureTable Dominators(RetainersView view)
    {
        var table = new FigureTable("Dominated by, up to the root", "Retained", "% of total");
        ObjectInfo[] chain = [.. view.Dominators];
        int left = int.Max(chain.Length - MostDominators, 0);
        for (var i = 0; i < chain.Length; i++)
        {
            if (left > 0 && i == MostDominators - 1)
            {
                table.Add([new($"⋮ {Counts.Of(left, "dominator")} left out", Tone.Quiet)], "", "");
                i += left;
            }
            table.Add([ObjectLabel.NameOf(chain[i]), new($" @{chain[i].Id}", Keep: true)], ByteSize.Format(chain[i].RetainedBytes), ViewFigures.Share(chain[i].RetainedBytes, view.TotalBytes));
        }
        return table;
    }
}
