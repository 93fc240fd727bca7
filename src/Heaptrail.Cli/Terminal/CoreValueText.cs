using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>core FILE print</c> as text: the object and what is in it, a line for each field, with addresses to go on with.</summary>
static class CoreValueText
{
    const int Indent = 2;

    // Texts are cut to the width, but not to nothing.
    const int LeastText = 20;

    public static string Render(CoreValueView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Value.Kind == "text")
            WholeText(canvas, view.Value);
        else
            Write(canvas, 0, "", view.Value);
        canvas.Blank();
        if (view.Value.Address is { } address)
            canvas.Line(0, new Span($"heaptrail core {Printable.Clean(view.File)} refs {address}", Tone.Quiet));
        return canvas.ToString();
    }

    static void WholeText(TextCanvas canvas, CoreValueInfo text)
    {
        canvas.Line(0, new Span($"text of {Counts.Of(text.Length ?? 0, "character")}", Tone.Strong), new($" {text.Address}", Tone.Quiet));
        canvas.Paragraph(0, "", Indent, $"\"{Printable.Clean(text.Text)}\"{(text.Length > text.Text.Length ? " …" : "")}");
    }

    static void Write(TextCanvas canvas, int indent, string label, CoreValueInfo value)
    {
        string more = value.Kind == "text" && value.Length > value.Text.Length ? $" ({Counts.Of(value.Length.Value, "character")})" : "";
        int room = int.Max(LeastText, canvas.Style.Width - indent - label.Length - more.Length - (value.Address?.Length ?? 0) - 4);
        string name = CoreValues.Short(value, room);
        string mark = value.IsCircular ? " (shown above)" : value.Fields.IsEmpty && value.Unread > 0 ? " {…}" : "";
        // Small numbers have no address, and those of other simple values lead to nothing more.
        Span address = value.Kind is "primitive" || value.Address is null ? "" : new Span($" {value.Address}", Tone.Quiet);
        Span place = value.Kind == "function" && value.Text.Length > 0 ? new Span($" {Printable.Clean(value.Text)}", Tone.Place) : "";
        Span shown = indent == 0 ? new Span(name, Tone.Strong) : name;
        if (value.Fields.IsEmpty)
        {
            canvas.Line(indent, label, shown, more, place, address, mark);
            return;
        }
        if (OneLine(value) is { } inside && indent + DisplayWidth.Of(label) + DisplayWidth.Of(name) + DisplayWidth.Of(place.Text) + address.Text.Length + inside.Length < canvas.Style.Width)
        {
            canvas.Line(indent, label, shown, place, address, inside);
            return;
        }
        canvas.Line(indent, label, shown, place, address, " {");
        foreach (CoreFieldInfo field in value.Fields)
            Write(canvas, indent + Indent, CoreValues.Label(field, LeastText * 2), field.Value);
        if (value.Unread > 0)
            canvas.Line(indent + Indent, new Span($"… and {Counts.Format(value.Unread)} more", Tone.Quiet));
        canvas.Line(indent, "}");
    }

    // What only has simple values takes no line for each.
    static string? OneLine(CoreValueInfo value) =>
        value.Unread == 0 && value.Fields.All(field => field.Value.Kind is "primitive" or "text" && (field.Value.Length ?? 0) <= LeastText)
            ? $" {{ {string.Join(", ", value.Fields.Select(field => CoreValues.Label(field, LeastText) + CoreValues.Short(field.Value, LeastText)))} }}"
            : null;
}
