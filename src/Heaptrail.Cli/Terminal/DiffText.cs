using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>diff</c> as text: the snapshots, then the classes, then the objects that hold more each time.</summary>
static class DiffText
{
    const int LongestClass = 120;
    const int WideEnoughForSizes = 100;
    const int WideEnoughForPlaces = 140;
    const int MostCounts = 8;

    public static string Render(DiffView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        long growth = view.Snapshots[^1].TotalBytes - view.Snapshots[0].TotalBytes;
        canvas.Line(0, new Span(growth == 0 ? "no difference in size" : ByteSize.Signed(growth), Tone.Strong), $"   {ByteSize.Series(Sizes(view))}");
        for (var i = 0; i < view.Snapshots.Length; i++)
            canvas.Line(0, new Span($"{i + 1}  {Printable.Clean(view.Snapshots[i].File)}", Tone.Quiet));
        foreach (string warning in view.Warnings)
        {
            canvas.Blank();
            canvas.Paragraph(0, new Span("Warning:", Tone.Caution), 9, Printable.Clean(warning));
        }
        canvas.Blank();
        if (view.Rows.IsEmpty)
            canvas.Line(0, "No object came or went.");
        else
            Classes(view, style).Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more, --filter TEXT those with a name", Tone.Quiet));
        if (view.Growing.IsEmpty)
            return canvas.ToString();
        canvas.Blank();
        Growing(view).Write(canvas);
        if (view.GrowingObjects > view.Growing.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.GrowingObjects - view.Growing.Length, "more object")}", Tone.Quiet));
        return canvas.ToString();
    }

    static long[] Sizes(DiffView view)
    {
        long[] all = [.. view.Snapshots.Select(s => s.TotalBytes)];
        return all.Length <= MostCounts ? all : [all[0], all[^1]];
    }

    static FigureTable Classes(DiffView view, TextStyle style)
    {
        bool isSeries = view.Snapshots.Length > 2;
        int[] counts = isSeries ? Shown(view.Snapshots.Length, style) : [];
        bool hasSizes = style.Width >= WideEnoughForSizes;
        var table = new FigureTable("Class", Titles(isSeries, counts, hasSizes));
        var places = new Places(style.LinkRoot);
        HashSet<string> severalPlaces = [.. view.Rows.GroupBy(row => row.Class).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (ComparedClassInfo row in view.Rows)
        {
            Span name = new(Printable.Shorten(row.Class, LongestClass), isSeries && row.GrowsEveryTime ? Tone.Strong : Tone.Plain);
            bool tellsPlace = row.Location is not null && (style.Width >= WideEnoughForPlaces || severalPlaces.Contains(row.Class));
            table.Add(tellsPlace ? [name, "  ", places.Of(row.Location!)] : [name], Figures(row, isSeries, counts, hasSizes));
        }
        return table;
    }

    static string[] Titles(bool isSeries, int[] counts, bool hasSizes) =>
    [
        .. counts.Select(i => $"{i + 1}"), .. (string[])(isSeries && !hasSizes ? [] : ["New", "Deleted"]), "Delta", .. (string[])(isSeries ? ["Survivors"] : []),
        .. (string[])(hasSizes ? ["Allocated", "Freed"] : []), "Size delta",
    ];

    static string[] Figures(ComparedClassInfo row, bool isSeries, int[] counts, bool hasSizes) =>
    [
        .. counts.Select(i => Counts.Format(row.Counts[i])), .. (string[])(isSeries && !hasSizes ? [] : [Counts.Format(row.NewCount), Counts.Format(row.DeletedCount)]),
        Counts.Signed(row.CountDelta), .. (string[])(isSeries ? [Counts.Format(row.SurvivorCount)] : []),
        .. (string[])(hasSizes ? [ByteSize.Format(row.NewBytes), ByteSize.Format(row.DeletedBytes)] : []), ByteSize.Signed(row.BytesDelta),
    ];

    // The first and the newest; the JSON has all.
    static int[] Shown(int snapshots, TextStyle style)
    {
        int most = int.Clamp((style.Width - 60) / 9, 3, MostCounts);
        return [.. Enumerable.Range(0, snapshots).Where(i => i == 0 || i > snapshots - most)];
    }

    static FigureTable Growing(DiffView view)
    {
        var table = new FigureTable(view.Snapshots.Length > 2 ? "The same object, larger every time" : "The same object, larger", "References", "Retained", "Growth");
        foreach (GrowingObjectInfo row in view.Growing)
        {
            table.Add([new(ObjectLabel.NameOf(row.Object), Tone.Strong), new($" @{row.Object.Id}", Keep: true)],
                Course(row.References[0], row.References[^1]), ByteSize.Format(row.RetainedBytes[^1]), ByteSize.Signed(row.RetainedBytes[^1] - row.RetainedBytes[0]));
        }
        return table;
    }

    static string Course(long first, long last) => first == last ? Counts.Format(last) : Counts.Series([first, last]);
}
