using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>retainers --paths</c> as text: the object, then all ways to the roots, then what is left out.</summary>
static class RetainingPathsText
{
    public static string Render(RetainingPathsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ObjectHeading.Write(canvas, view.Object, view.File, view.TotalBytes);
        if (view.Rows.IsEmpty)
            canvas.Line(0, view.Object.Distance is >= 0 and <= 2 ? "It is a root, or the next thing to one: there is no way to show." : "No way from a root of the program leads to it.");
        else
            Tree(view).Write(canvas);
        string[] cuts = [.. Cuts(view)];
        if (cuts.Length > 0)
            canvas.Paragraph(0, "", 0, new Span($"There are more ways: {string.Join("; ", cuts)}.", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable Tree(RetainingPathsView view)
    {
        int ways = view.Rows.Where((row, i) => i + 1 == view.Rows.Length || view.Rows[i + 1].Level <= row.Level).Count();
        var table = new FigureTable($"{Counts.Of(ways, "way")} to a root", "Distance", "Retained");
        var lines = new TreeLines([.. view.Rows.Select(row => (row.Level, row.Siblings))]);
        for (var i = 0; i < view.Rows.Length; i++)
        {
            RetainingPathInfo row = view.Rows[i];
            table.Add(
                [new(lines.Before(i), Tone.Quiet, Keep: true), EdgeLabel.Of(row.Edge), new(" in ", Tone.Quiet), new(ObjectLabel.NameOf(row.Object), Tone.Strong), new($" @{row.Object.Id}", Tone.Strong, Keep: true)],
                ViewFigures.Distance(row.Object.Distance), ByteSize.Format(row.Object.RetainedBytes));
        }
        return table;
    }

    static IEnumerable<string> Cuts(RetainingPathsView view)
    {
        if (view.IsCutByDepth)
            yield return "longer ones, or through V8's own roots (--depth N)";
        if (view.IsCutBySiblings)
            yield return "through objects with many retainers (--max-siblings N)";
        if (view.IsCutByNodes)
            yield return "the search ended after enough objects (--max-nodes N)";
    }
}
