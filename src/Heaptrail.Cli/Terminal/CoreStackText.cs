using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>core FILE stack</c> as text: each thread's frames, the newest first, as in the stack of an Error.</summary>
static class CoreStackText
{
    const int LongestName = 60;
    const int LongestArgument = 24;

    public static string Render(CoreStackView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Threads.IsEmpty)
            canvas.Paragraph(0, "", 0, $"No thread ran JavaScript: the program waited for something to do, or worked in native code ({Counts.Of(view.ThreadCount, "thread")}).");
        foreach (CoreThreadInfo thread in view.Threads)
        {
            canvas.Line(0, new Span(thread.IsMain ? "Main thread" : $"Worker thread {thread.Thread}", Tone.Strong));
            Frames(canvas, thread);
            canvas.Blank();
        }
        int others = view.ThreadCount - view.Threads.Length;
        if (others > 0 && !view.Threads.IsEmpty)
            canvas.Line(0, new Span($"{Counts.Of(others, "other thread")} ran no JavaScript", Tone.Quiet));
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        return canvas.ToString();
    }

    /// <summary>The frames of a thread; equal ones that follow each other, as in a recursion, take one line.</summary>
    public static void Frames(TextCanvas canvas, CoreThreadInfo thread)
    {
        for (int i = 0; i < thread.Frames.Length;)
        {
            int same = 1;
            while (i + same < thread.Frames.Length && IsSame(thread.Frames[i], thread.Frames[i + same]))
                same++;
            Frame(canvas, thread.Frames[i], same);
            i += same;
        }
        if (thread.FrameCount > thread.Frames.Length)
            canvas.Line(2, new Span($"and {Counts.Of(thread.FrameCount - thread.Frames.Length, "more frame")}: -n N shows more", Tone.Quiet));
    }

    static bool IsSame(CoreFrameInfo one, CoreFrameInfo other) => one.FunctionAddress is not null && one.FunctionAddress == other.FunctionAddress && one.IsConstruct == other.IsConstruct;

    static void Frame(TextCanvas canvas, CoreFrameInfo frame, int times)
    {
        if (frame.Kind == "native")
        {
            canvas.Line(2, new Span("(native code)", Tone.Quiet));
            return;
        }
        string place = Printable.Clean(frame.Place.Length > 0 ? frame.Place : "(JavaScript's own)");
        string repeated = times > 1 ? $" × {Counts.Format(times)}" : "";
        string name = NameOf(frame);
        string arguments = times > 1 ? "" : ArgumentsOf(frame);
        int room = canvas.Style.Width - 4 - DisplayWidth.Of(name) - DisplayWidth.Of(place) - repeated.Length;
        if (DisplayWidth.Of(arguments) > room)
            arguments = frame.ArgumentCount > 0 ? "(…)" : "()";
        canvas.Line(2, new Span(name, Tone.Strong), arguments, repeated, "  ", new(place, Tone.Place, Keep: true));
    }

    // As V8 names frames: Class.method, new Class.
    internal static string NameOf(CoreFrameInfo frame)
    {
        string function = frame.Function.Length > 0 ? Printable.Shorten(frame.Function, LongestName) : "(anonymous)";
        if (frame.IsConstruct)
            return $"new {function}";
        return frame.Receiver is { Kind: "object" or "array", Name: { Length: > 0 } and not ("global" or "Object") } receiver && receiver.Name != frame.Function
            ? $"{Printable.Shorten(receiver.Name, LongestName)}.{function}"
            : function;
    }

    static string ArgumentsOf(CoreFrameInfo frame) =>
        $"({string.Join(", ", frame.Arguments.Select(value => CoreValues.Short(value, LongestArgument)))}{(frame.ArgumentCount > frame.Arguments.Length ? ", …" : "")})";
}
