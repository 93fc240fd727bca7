using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>What stands above a view of one class: its name, how many objects it has and what they retain, the file.</summary>
static class ClassHeading
{
    /// <summary>The longest name of a class that is shown whole.</summary>
    public const int LongestClass = 120;

    public static void Write(TextCanvas canvas, string className, long count, long retainedBytes, long totalBytes, string file)
    {
        canvas.Paragraph(0, "", 0, new Span(Printable.Shorten(className, LongestClass), Tone.Strong));
        canvas.Line(0, $"{Counts.Of(count, "object")} · retained {ByteSize.Format(retainedBytes)} ({ViewFigures.Share(retainedBytes, totalBytes)} of the heap)");
        canvas.Line(0, new Span(Printable.Clean(file), Tone.Quiet));
    }
}
