using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>dominators --class</c> as text: what owns the objects of a class.</summary>
static class ClassDominatorsText
{
    const int LongestClass = 120;

    public static string Render(ClassDominatorsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Paragraph(0, "", 0, new Span(Printable.Shorten(view.Class, LongestClass), Tone.Strong));
        canvas.Line(0, $"{Counts.Of(view.Count, "object")} · retained {ByteSize.Format(view.RetainedBytes)} ({ViewFigures.Share(view.RetainedBytes, view.TotalBytes)} of the heap)");
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        var table = new FigureTable("Owned by", "Owners", "Objects", "Shallow", "Retained");
        foreach (ClassDominatorInfo row in view.Rows)
        {
            string one = row.Owners == 1 ? $" @{row.Largest.Id}" : $"   such as @{row.Largest.Id}";
            string name = row.Owners == 1 ? ObjectLabel.NameOf(row.Largest) : Printable.Shorten(row.Class, LongestClass);
            table.Add([new(name, Tone.Strong), new(one, row.Owners == 1 ? Tone.Strong : Tone.Quiet, Keep: true)],
                Counts.Format(row.Owners), Counts.Format(row.Count), ByteSize.Format(row.ShallowBytes), ByteSize.Format(row.RetainedBytes));
        }
        table.Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }
}
