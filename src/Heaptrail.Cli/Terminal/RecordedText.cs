using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>sample</c> and <c>record</c> as text: the file, what is in it, and what to do with it.</summary>
static class RecordedText
{
    public static string Render(RecordingView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Strong), $"  {ByteSize.Format(view.Bytes)}");
        string what = view.IntervalBytes is { } interval
            ? $"a sample for each {ByteSize.Format(interval)} allocated, {(view.IncludesCollected == true ? "of all objects: who allocates" : "of objects that are still alive: who keeps memory")}"
            : $"all allocations with their times{(view.HasStacks ? " and stacks" : "")}, of objects that are still alive";
        canvas.Paragraph(0, "", 0, $"{Durations.Format(TimeSpan.FromSeconds(view.Seconds))} of process {view.Target.Pid}: {what}.");
        canvas.Blank();
        canvas.Line(0, new Span($"heaptrail {(view.HasStacks ? "allocations" : "timeline")} {Printable.Clean(view.File)}", Tone.Quiet));
        return canvas.ToString();
    }
}
