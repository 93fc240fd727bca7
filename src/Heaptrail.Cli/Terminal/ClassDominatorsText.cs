using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>dominators --class</c> as text: what owns the objects of a class.</summary>
static class ClassDominatorsText
{
    public static string Render(ClassDominatorsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ClassHeading.Write(canvas, view.Class, view.Count, view.RetainedBytes, view.TotalBytes, view.File);
        canvas.Blank();
        var table = new FigureTable("Owned by", "Owners", "Objects", "Shallow", "Retained");
        foreach (ClassDominatorInfo row in view.Rows)
        {
            string one = row.Owners == 1 ? $" @{row.Largest.Id}" : $"   such as @{row.Largest.Id}";
            string name = row.Owners == 1 ? ObjectLabel.NameOf(row.Largest) : Printable.Shorten(row.Class, ClassHeading.LongestClass);
            table.Add([new(name, Tone.Strong), new(one, row.Owners == 1 ? Tone.Strong : Tone.Quiet, Keep: true)],
                Counts.Format(row.Owners), Counts.Format(row.Count), ByteSize.Format(row.ShallowBytes), ByteSize.Format(row.RetainedBytes));
        }
        table.Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }
}
