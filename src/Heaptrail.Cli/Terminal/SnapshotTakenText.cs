using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>snapshot</c> as text: the files, how they were taken, and what to do with them.</summary>
static class SnapshotTakenText
{
    public static string Render(SnapshotTakenView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        foreach (SnapshotTakenFile file in view.Files)
        {
            string nodes = file.Nodes is { } count ? $", {Counts.Of(count, "object")}" : "";
            canvas.Line(0, new Span(Printable.Clean(file.File), Tone.Strong), $"  {ByteSize.Format(file.Bytes)}{nodes}");
        }
        string how = view.Method == "memory" ? "read from its memory" : "taken through its inspector";
        canvas.Line(0, $"{(view.Pid is { } pid ? $"Process {pid}" : "The process")} stood still for {Durations.Format(TimeSpan.FromMilliseconds(view.PauseMilliseconds))}; {how}.");
        if (view.Release is { } release)
            canvas.Paragraph(0, "", 0, new Span(Printable.Clean(release.Sentence), release.IsAsFound ? Tone.Quiet : Tone.Caution));
        if (view.Reason is { } reason)
            canvas.Paragraph(0, "", 0, new Span($"Not from its memory: {reason}.", Tone.Quiet));
        canvas.Blank();
        canvas.Line(0, new Span($"heaptrail summary {Printable.Clean(view.Files[0].File)}", Tone.Quiet));
        return canvas.ToString();
    }
}
