using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>core FILE objects</c> as text: a line for each class with its properties, or the addresses of one such group.</summary>
static class CoreObjectsText
{
    const int LongestClass = 60;
    const int LongestProperty = 40;
    const int MostProperties = 100;

    public static string Render(CoreObjectsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        string file = Printable.Clean(view.File);
        canvas.Line(0, new Span(Counts.Of(view.Count, "live object"), Tone.Strong), $", {ByteSize.Format(view.Bytes)}{(view.Heap > 1 ? $", heap {view.Heap}" : "")}");
        canvas.Line(0, new Span(file, Tone.Quiet));
        canvas.Blank();
        if (view.Groups.IsEmpty)
        {
            canvas.Line(0, "None of them was asked for: names of classes and properties are taken exactly.");
            return canvas.ToString();
        }
        Groups(view).Write(canvas);
        if (view.GroupCount > view.Groups.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.GroupCount - view.Groups.Length, "more line")}: -n N shows more", Tone.Quiet));
        canvas.Blank();
        if (view.Like is not null)
            Addresses(canvas, view);
        string example = view.Groups[0].Address;
        canvas.Line(0, new Span($"heaptrail core {file} print {example}", Tone.Quiet));
        canvas.Line(0, new Span(view.Like is null ? $"heaptrail core {file} objects --like {example}" : $"heaptrail core {file} refs {example}", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable Groups(CoreObjectsView view)
    {
        int addressWidth = view.Groups.Max(group => group.Address.Length);
        var table = new FigureTable("Address".PadRight(addressWidth) + "  Class: properties", "Objects", "Properties", "Bytes");
        foreach (CoreGroupInfo group in view.Groups)
        {
            table.Add(
                [new(group.Address.PadRight(addressWidth) + "  ", Keep: true), new(Printable.Shorten(group.Class, LongestClass), Tone.Strong), PropertiesOf(group)],
                Counts.Format(group.Count), Counts.Format(group.PropertyCount), ByteSize.Format(group.Bytes));
        }
        return table;
    }

    static string PropertiesOf(CoreGroupInfo group)
    {
        if (group.Properties.IsEmpty)
            return "";
        string names = string.Join(", ", group.Properties.Take(MostProperties).Select(name => Printable.Shorten(name, LongestProperty)));
        return group.IsDictionary ? $": {names}, … (any keys)" : $": {names}";
    }

    static void Addresses(TextCanvas canvas, CoreObjectsView view)
    {
        const int Gap = 2;
        int width = view.Addresses.Max(address => address.Length) + Gap;
        foreach (string[] line in view.Addresses.Chunk(int.Max(1, (canvas.Style.Width + Gap) / width)))
            canvas.Line(0, string.Concat(line.Select(address => address.PadRight(width))));
        if (view.Count > view.Addresses.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Count - view.Addresses.Length, "more address", "more addresses")}: -n N shows more", Tone.Quiet));
        canvas.Blank();
    }
}
