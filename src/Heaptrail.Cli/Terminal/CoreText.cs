using System.Globalization;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>core</c> as text: which process, why it died, how large its heaps are.</summary>
static class CoreText
{
    public static string Render(CoreView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        string file = Printable.Clean(view.File);
        canvas.Line(0, new Span($"Node.js {view.Node ?? "of unknown version"}", Tone.Strong), $" · V8 {view.V8}{(view.Pid is { } pid ? $" · process {pid}" : "")} · {Counts.Of(view.Threads, "thread")}");
        if (view.CommandLine.Length > 0)
            canvas.Line(0, Printable.Clean(view.CommandLine));
        canvas.Line(0, new Span(file, Tone.Quiet));
        canvas.Blank();
        if (view.Signal != 0)
            canvas.Line(0, $"Ended by {SignalOf(view.Signal)}");
        if (view.MissingBytes > 0)
            canvas.Paragraph(0, "", 0, $"The file is cut off: {ByteSize.Format(view.MissingBytes)} of the memory are missing, and so may be objects.");
        for (int i = 0; i < view.Heaps.Length; i++)
            Heap(canvas, view.Heaps[i], i);
        canvas.Blank();
        foreach (string verb in (string[])["leaks", "summary", "dominators"])
            canvas.Line(0, new Span($"heaptrail {verb} {file}", Tone.Quiet));
        return canvas.ToString();
    }

    static void Heap(TextCanvas canvas, CoreHeapInfo heap, int number)
    {
        string name = number == 0 ? "Heap" : $"Heap {number + 1}";
        canvas.Line(0, $"{name}: {ByteSize.Format(heap.Bytes)} in {Counts.Of(heap.Nodes, "object")}, {Trust(heap.ShareAstray)}");
    }

    static string Trust(double astray) =>
        astray == 0 ? "every pointer leads to one" : string.Create(CultureInfo.InvariantCulture, $"{astray * 100:0.####} % of the pointers lead to none");

    static string SignalOf(int number) => number switch
    {
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT, as after \"Reached heap limit\"",
        7 => "SIGBUS",
        8 => "SIGFPE",
        11 => "SIGSEGV",
        _ => $"signal {number}",
    };
}
