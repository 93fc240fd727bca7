using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>objects</c> as text: the class in a line, the places of several classes of the name, then the objects.</summary>
static class ObjectsText
{
    const int LongestPreview = 150;
    const int WideEnoughForPlaces = 120;
    const int MostPlaces = 10;

    public static string Render(ObjectsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        var places = new Places(style.LinkRoot);
        canvas.Paragraph(0, "", 0, new Span(Printable.Shorten(view.Class, 120), Tone.Strong), $": {Counts.Of(view.Count, "object")}, {ByteSize.Format(view.ShallowBytes)} shallow");
        if (view.Places.Length == 1 && view.Places[0].Location is { } only)
            canvas.Line(0, "declared at ", places.Of(only));
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Places.Length > 1)
            Places(canvas, view, places);
        Objects(view, style, places).Write(canvas);
        if (view.Count > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Count - view.Rows.Length, "more object")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }

    static void Places(TextCanvas canvas, ObjectsView view, Places places)
    {
        canvas.Line(0, new Span($"{Counts.Of(view.Places.Length, "class has", "classes have")} this name: --at PLACE shows one of them", Tone.Quiet));
        foreach (ClassPlace place in view.Places.Take(MostPlaces))
            canvas.Line(2, place.Location is { } location ? places.Of(location) : "at no known place", $"  {Counts.Of(place.Count, "object")}");
        if (view.Places.Length > MostPlaces)
            canvas.Line(2, new Span($"and {Counts.Format(view.Places.Length - MostPlaces)} more", Tone.Quiet));
        canvas.Blank();
    }

    static FigureTable Objects(ObjectsView view, TextStyle style, Places places)
    {
        var table = new FigureTable("Object", "Distance", "Shallow", "Retained");
        int idWidth = view.Rows.Select(row => $"@{row.Object.Id}".Length).Append(0).Max();
        // Instances of one class have one place, which the first lines tell; functions have each their own.
        bool tellsPlace = style.Width >= WideEnoughForPlaces && (view.Places.Length > 1 || view.Places[0].Location is null);
        foreach (ObjectRow row in view.Rows)
        {
            Span place = tellsPlace && row.Location is { } location ? places.Of(location) : "";
            table.Add([new($"@{row.Object.Id}".PadRight(idWidth), Keep: true), "  ", NameOf(row), place.Text.Length > 0 ? "  " : "", place],
                ViewFigures.Distance(row.Object.Distance), ByteSize.Format(row.Object.ShallowBytes), ByteSize.Format(row.Object.RetainedBytes));
        }
        return table;
    }

    // The class is told above; what tells its objects apart is what is in them.
    static string NameOf(ObjectRow row) => row.Preview.Length > 0 ? Printable.Shorten(row.Preview, LongestPreview)
        : row.Object.Type == "native" ? Printable.Shorten(row.Object.Name, LongestPreview) : ObjectLabel.NameOf(row.Object);
}
