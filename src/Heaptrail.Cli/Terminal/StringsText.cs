using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>strings</c> as text: totals in two lines, the duplicated texts with their holders, the largest strings.</summary>
static class StringsText
{
    const int LongestText = 200;
    const int LongestName = 40;

    public static string Render(StringsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        DuplicatesInfo all = view.Duplicates;
        canvas.Line(0, new Span(Counts.Of(view.Strings, "string"), Tone.Strong), $" of {ByteSize.Format(view.StringBytes)} ({ViewFigures.Share(view.StringBytes, view.TotalBytes)} of the heap)");
        canvas.Line(0, all.Groups == 0 ? "No text is there twice." : $"{Counts.Of(all.Groups, "text is", "texts are")} there more than once, {Counts.Format(all.Strings)} times in all: {ByteSize.Format(all.WastedBytes)} wasted");
        if (all.CutGroups > 0)
            canvas.Line(0, new Span($"not in that: {Counts.Of(all.CutGroups, "text", "texts")} that V8 cut at 1,024 characters; behind them the strings may differ", Tone.Quiet));
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        if (!view.Groups.IsEmpty)
        {
            canvas.Blank();
            Groups(view).Write(canvas);
            if (all.Chosen > view.Groups.Length)
                canvas.Line(0, new Span($"and {Counts.Of(all.Chosen - view.Groups.Length, "more text")}: -n N shows more, --min-bytes N the wasteful ones", Tone.Quiet));
        }
        if (!view.Largest.IsEmpty)
        {
            canvas.Blank();
            Largest(view).Write(canvas);
        }
        return canvas.ToString();
    }

    static FigureTable Groups(StringsView view)
    {
        var table = new FigureTable("Duplicated text", "Count", "Size", "Wasted");
        foreach (StringGroupInfo group in view.Groups)
        {
            table.Add([.. Text(group.Value, group.FirstId, group.IsCut), .. Whole(group.Length)], Counts.Format(group.Count), ByteSize.Format(group.ShallowBytes), ByteSize.Format(group.WastedBytes));
            if (!group.Holders.IsEmpty)
                table.Add([new($"  {string.Join(", ", group.Holders.Select(Share))}", Tone.Quiet)], "", "", "");
        }
        return table;
    }

    static FigureTable Largest(StringsView view)
    {
        var table = new FigureTable("Largest string", "Shallow", "Retained");
        foreach (LargeStringInfo one in view.Largest)
        {
            table.Add(Text(one.Object.Name, one.Object.Id, one.IsCut), ByteSize.Format(one.Object.ShallowBytes), ByteSize.Format(one.Object.RetainedBytes));
            if (!one.Holders.IsEmpty)
                table.Add([new($"  {string.Join(", ", one.Holders.Select(Way))}", Tone.Quiet)], "", "");
        }
        return table;
    }

    // A long text is cut behind its start; what follows it is not.
    static Span[] Text(string value, long id, bool isCut) =>
        [new($"\"{Printable.Shorten(value, LongestText)}"), new("\"", Keep: true), new($" @{id}", Keep: true), new(isCut ? "  V8 cut it at 1,024 characters" : "", Tone.Caution, Keep: true)];

    static Span[] Whole(long? length) => length is { } known ? [new($"  of {Counts.Of(known, "character")}", Tone.Quiet, Keep: true)] : [];

    static string Share(StringHolderInfo holder) => $"{ViewFigures.Share(holder.Count, (long)double.Round(holder.Count / holder.Share))} {Way(holder)}";

    /// <summary><c>User.name</c>, <c>element of Array</c>, <c>entry of Map</c>, <c>variable greeting</c>.</summary>
    static string Way(StringHolderInfo holder)
    {
        string className = Printable.Shorten(holder.Class, LongestName);
        string field = Printable.Shorten(holder.Field, LongestName);
        return holder.Kind switch
        {
            "property" => $"{className}.{field}",
            "element" => $"element of {className}",
            "entry" => $"entry of {className}",
            "variable" => $"variable {field}",
            _ => field.Length > 0 ? $"{field} of {className}" : $"in {className}",
        };
    }
}
