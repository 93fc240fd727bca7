using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>The first lines of a view of one object: what it is, its sizes, the file.</summary>
static class ObjectHeading
{
    public static void Write(TextCanvas canvas, ObjectInfo node, string file, long totalBytes)
    {
        canvas.Paragraph(0, "", 0, new Span(ObjectLabel.Of(node), Tone.Strong));
        canvas.Line(0, $"shallow {ByteSize.Format(node.ShallowBytes)} · retained {ByteSize.Format(node.RetainedBytes)} ({ViewFigures.Share(node.RetainedBytes, totalBytes)} of the heap)",
            node.Distance is { } distance ? $" · distance {distance}" : " · only V8's own roots lead to it");
        canvas.Line(0, new Span(Printable.Clean(file), Tone.Quiet));
        canvas.Blank();
    }
}
