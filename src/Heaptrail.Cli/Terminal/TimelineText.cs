using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>timeline</c> as text: totals in a line, a bar for each slice of time, then the classes of the span.</summary>
static class TimelineText
{
    const int LongestClass = 120;
    const int ColumnsBesideBar = 46;

    public static string Render(TimelineView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Line(0, new Span(ByteSize.Format(view.Buckets.Sum(bucket => bucket.Bytes)), Tone.Strong),
            $" alive of what was allocated in {Seconds(view.Seconds, 0.1)} s · {ByteSize.Format(view.Before.Bytes)} were there before");
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        canvas.Blank();
        if (view.Buckets.IsEmpty)
        {
            canvas.Line(0, "The recording has no marks after its beginning: it was stopped at once.");
            return canvas.ToString();
        }
        Bars(view, style).Write(canvas);
        canvas.Blank();
        if (view.Rows.IsEmpty)
        {
            canvas.Line(0, $"Nothing that was allocated from {Span(view)} is alive.");
            return canvas.ToString();
        }
        canvas.Line(0, $"Alive of what was allocated from {Span(view)}: ",
            new Span(ByteSize.Format(view.Range.Bytes), Tone.Strong), $" in {Counts.Of(view.Range.Count, "object")}");
        canvas.Blank();
        Classes(view).Write(canvas);
        if (view.Classes > view.Rows.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Rows.Length, "more class", "more classes")}: -n N shows more", Tone.Quiet));
        return canvas.ToString();
    }

    static FigureTable Bars(TimelineView view, TextStyle style)
    {
        List<TimeSlice> slices = TimeSlice.Of(view);
        long most = slices.Max(slice => slice.Bytes);
        bool isPart = slices.Exists(slice => !slice.IsChosen);
        double step = slices.Min(slice => slice.To - slice.From);
        int width = int.Clamp(style.Width - ColumnsBesideBar, 8, 60);
        string[] times = [.. slices.Select(slice => $"{Seconds(slice.From, step)} – {Seconds(slice.To, step)} s")];
        int timeWidth = times.Max(DisplayWidth.Of);
        var table = new FigureTable("Allocated at", "Live count", "Live size");
        for (var i = 0; i < slices.Count; i++)
        {
            string bar = Bar(slices[i].Bytes, most, width);
            string mark = isPart ? slices[i].IsChosen ? "▸ " : "  " : "";
            table.Add([mark, times[i].PadLeft(timeWidth), "  ", new(bar.PadRight(width), slices[i].IsChosen ? Tone.Strong : Tone.Quiet, Keep: true)],
                Counts.Format(slices[i].Count), ByteSize.Format(slices[i].Bytes));
        }
        return table;
    }

    // Eighths of a column, and at least one for anything at all.
    static string Bar(long bytes, long most, int width)
    {
        if (bytes <= 0)
            return "";
        var eighths = (int)long.Max(1, (long)Math.Round((double)bytes / most * width * 8));
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? "▏▎▍▌▋▊▉"[(eighths % 8) - 1].ToString() : "");
    }

    static FigureTable Classes(TimelineView view)
    {
        var table = new FigureTable("Class", "Distance", "Count", "Shallow", "Retained");
        foreach (ClassInfo row in view.Rows)
        {
            table.Add([Printable.Shorten(row.Class, LongestClass)], ViewFigures.Distance(row.Distance), Counts.Format(row.Count),
                ByteSize.Format(row.ShallowBytes), ByteSize.Format(row.RetainedBytes));
        }
        return table;
    }

    static string Span(TimelineView view) => $"{Seconds(view.Range.FromSeconds, 0.01)} to {Seconds(view.Range.ToSeconds, 0.01)} s";

    // As many decimals as the step needs.
    static string Seconds(double seconds, double step) =>
        seconds.ToString(step >= 1 ? "#,0" : step >= 0.1 ? "#,0.0" : "#,0.00", CultureInfo.InvariantCulture);
}
