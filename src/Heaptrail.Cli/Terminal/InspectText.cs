using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>inspect</c> as text: for each object its heading, where it comes from, what holds it, then what is in it.</summary>
static class InspectText
{
    const int LongestClass = 60;
    const int Hang = 11;
    // V8 writes no more of a string.
    const int LongestValue = 1024;

    public static string Render(InspectView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        for (var i = 0; i < view.Objects.Length; i++)
        {
            if (i > 0)
                canvas.Blank();
            ObjectHeading.Write(canvas, view.Objects[i].Object, view.File, view.TotalBytes);
            Facts(canvas, view.Objects[i]);
            canvas.Blank();
            InspectFields.Write(canvas, view.Objects[i]);
        }
        return canvas.ToString();
    }

    static void Facts(TextCanvas canvas, InspectedObject one)
    {
        if (one.Value is { } value)
            Fact("Value", one.Object.Type == "number" ? value : InspectFields.Text(one.Object, value, LongestValue));
        if (!one.Classes.IsEmpty)
            Fact("Class", string.Join(" › ", one.Classes.Select(name => Printable.Shorten(name, LongestClass))));
        if (one.Location is { } location)
            Fact("Declared", new Places(canvas.Style.LinkRoot).Of(location));
        Fact("Held by", [.. PathWords.Of(one.Path), one.Retainers > 1 ? $" (1 of {Counts.Format(one.Retainers)} retainers)" : ""]);
        if (one.Dominator is { } dominator)
            Fact("Freed with", ObjectLabel.NameOf(dominator), new($" @{dominator.Id}", Keep: true), $" (its dominator, {ByteSize.Format(dominator.RetainedBytes)} retained)");

        void Fact(string label, params ReadOnlySpan<Span> spans) => canvas.Paragraph(0, new Span(label, Tone.Quiet), Hang, spans);
    }
}
