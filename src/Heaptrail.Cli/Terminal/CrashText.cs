using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>How a program died, as a part of a report: its last words and the JavaScript that ran.</summary>
static class CrashText
{
    public static void Write(TextCanvas canvas, CrashInfo crash)
    {
        canvas.Blank();
        if (crash.Message is { } message)
            canvas.Paragraph(0, new("Its last words", Tone.Strong), 16, Printable.Shorten(message, 300));
        if (crash.Threads.IsEmpty)
        {
            canvas.Paragraph(0, new("JavaScript", Tone.Strong), 16, "none ran at that moment: V8 collected between two events");
            return;
        }
        foreach (CoreThreadInfo thread in crash.Threads)
        {
            canvas.Line(0, new Span(thread.IsMain ? "The JavaScript that ran" : $"In worker thread {thread.Thread}", Tone.Strong));
            CoreStackText.Frames(canvas, thread);
        }
    }
}
