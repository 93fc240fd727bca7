using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>core FILE refs</c> as text: a line for each reference.</summary>
static class CoreReferencesText
{
    const int LongestName = 80;
    const int LongestText = 60;

    public static string Render(CoreReferencesView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        string file = Printable.Clean(view.File);
        canvas.Line(0, new Span(CoreValues.Short(view.Object, LongestText), Tone.Strong), $" {view.Object.Address}", view.Id is { } id ? new Span($" @{id}", Tone.Quiet) : "");
        canvas.Line(0, new Span(file, Tone.Quiet));
        canvas.Blank();
        if (view.Id is null)
        {
            canvas.Paragraph(0, "", 0, "It is garbage: nothing that is alive refers to it, and the next collection would have freed it.");
            return canvas.ToString();
        }
        References(view).Write(canvas);
        if (view.Count > view.References.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Count - view.References.Length, "more reference")}: -n N shows more", Tone.Quiet));
        canvas.Blank();
        canvas.Line(0, new Span($"heaptrail retainers {file} @{view.Id}", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable References(CoreReferencesView view)
    {
        var table = new FigureTable(Counts.Of(view.Count, "reference"), "Address", "Id");
        foreach (CoreReferenceInfo reference in view.References)
        {
            // V8's own lists say nothing, but their owners do.
            CoreHolderInfo holder = reference.Owner ?? reference.From;
            string edge = reference.Owner is null ? EdgeLabel.Of(reference.Edge) : "entry";
            table.Add(
                [$"{edge} of ", new(Printable.Shorten(holder.Name, LongestName), Tone.Strong)],
                holder.Address ?? "", $"@{holder.Id}");
        }
        return table;
    }
}
