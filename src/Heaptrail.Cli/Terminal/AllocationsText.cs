using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>allocations</c> as text: what was recorded in a line, then the functions, the calls or the stack of an object.</summary>
static class AllocationsText
{
    const int MostCalls = 60;

    public static string Render(AllocationsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Object is not null)
        {
            Stack(view, view.Object, canvas);
            return canvas.ToString();
        }
        if (view.By == "stacks")
            return FoldedStacks.Of(view);
        canvas.Line(0, Heading(view));
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Rows.IsEmpty)
            canvas.Line(0, "Nothing was recorded for the functions asked for.");
        else if (view.By == "function")
            List(view, canvas);
        else
            Tree(view, canvas);
        return canvas.ToString();
    }

    static Span[] Heading(AllocationsView view)
    {
        AllocationInfo sum = view.Sum;
        if (view.Recording == "sampling")
            return [new(ByteSize.Format(sum.Bytes), Tone.Strong), $" by estimate from {Counts.Of(sum.Samples ?? 0, "sample")}", new(Numbers(view.Samples), Tone.Quiet)];
        return [new(ByteSize.Format(sum.LiveBytes ?? 0), Tone.Strong), $" in {Counts.Of(sum.LiveCount ?? 0, "object")} alive",
            $" of {ByteSize.Format(sum.Bytes)} in {Counts.Of(sum.Count ?? 0, "object")} allocated"];
    }

    static string Numbers(SamplesInfo? samples) => samples switch
    {
        null => "",
        { } all when all.From <= all.First && all.To >= all.Last => $", numbers {all.First} to {all.Last}",
        { } some => $", numbers {some.From} to {some.To} of {some.First} to {some.Last}",
    };

    static void List(AllocationsView view, TextCanvas canvas)
    {
        FigureTable table = NewTable(view, "Function");
        var places = new AllocationPlaces(canvas.Style);
        foreach (FunctionInfo row in view.Rows)
            table.Add(places.Of(row.Function, row.Location), Figures(view, row));
        table.Write(canvas);
        if (view.Functions > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Functions - view.Rows.Length, "more function")}: -n N shows more, --filter TEXT those with a name", Tone.Quiet));
    }

    static void Tree(AllocationsView view, TextCanvas canvas)
    {
        FigureTable table = NewTable(view, view.By == "tree" ? "Calls" : "Function, called by");
        var places = new AllocationPlaces(canvas.Style);
        var lines = new CallLines(view.Rows, view.By == "tree" ? "→  " : "←  ");
        for (var i = 0; i < view.Rows.Length; i++)
        {
            FunctionInfo row = view.Rows[i];
            string others = row.Siblings > 1 && lines.IsAlone(i) ? $"   {row.Place} of {Counts.Format(row.Siblings)}" : "";
            table.Add([new(lines.Before(i), Tone.Quiet, Keep: true), .. places.Of(row.Function, row.Location), new(others, Tone.Quiet, Keep: true)], Figures(view, row));
            foreach ((string before, int count) in lines.MoreAfter(i))
                table.Add([new(before, Tone.Quiet, Keep: true), new($"and {Counts.Format(count)} more", Tone.Quiet)], [.. Figures(view, row).Select(_ => "")]);
        }
        table.Write(canvas);
    }

    static void Stack(AllocationsView view, ObjectInfo node, TextCanvas canvas)
    {
        canvas.Paragraph(0, "", 0, new Span(ObjectLabel.Of(node), Tone.Strong));
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Stack.IsEmpty)
        {
            canvas.Paragraph(0, "", 0, "Where it was allocated is not known: it was there before the recording began, or V8 made it for itself.");
            return;
        }
        canvas.Line(0, new Span("Allocated by, innermost call first", Tone.Quiet));
        var places = new AllocationPlaces(canvas.Style with { Width = int.MaxValue });
        foreach (CallInfo call in view.Stack.Take(MostCalls))
            canvas.Line(2, places.Of(call.Function, call.Location));
        if (view.Stack.Length > MostCalls)
            canvas.Line(2, new Span($"and {Counts.Of(view.Stack.Length - MostCalls, "more call")}: --json has them all", Tone.Quiet));
    }

    static FigureTable NewTable(AllocationsView view, string title) => (view.Recording, view.By) switch
    {
        ("sampling", "callers") => new(title, "Self", "%"),
        ("sampling", _) => new(title, "Self", "%", "Total", "%"),
        (_, "tree") => new(title, "Live self", "Live count", "Live size", "Size"),
        _ => new(view.Sort == "total" && view.By == "function" ? $"{title}, with all it called" : title, "Live count", "Live size", "Count", "Size"),
    };

    static string[] Figures(AllocationsView view, FunctionInfo row) => (view.Recording, view.By) switch
    {
        ("sampling", "callers") => [Size(row.Self.Bytes), ViewFigures.Share(row.Self.Bytes, view.Sum.Bytes)],
        ("sampling", _) => [Size(row.Self.Bytes), ViewFigures.Share(row.Self.Bytes, view.Sum.Bytes), Size(row.Total.Bytes), ViewFigures.Share(row.Total.Bytes, view.Sum.Bytes)],
        (_, "tree") => [Size(row.Self.LiveBytes), Counts.Format(row.Total.LiveCount ?? 0), Size(row.Total.LiveBytes), Size(row.Total.Bytes)],
        (_, "function") when view.Sort == "total" => Four(row.Total),
        _ => Four(row.Self),
    };

    static string[] Four(AllocationInfo figures) =>
        [Counts.Format(figures.LiveCount ?? 0), Size(figures.LiveBytes), Counts.Format(figures.Count ?? 0), Size(figures.Bytes)];

    static string Size(long? bytes) => ByteSize.Format(bytes ?? 0);
}
