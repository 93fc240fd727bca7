using System.Globalization;
using System.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>
/// Stacks in the form that flamegraph.pl, inferno, speedscope and others read: a line per stack, its functions from the outermost on
/// with semicolons between them, a space, and the bytes. Nothing else may be on standard output, and no line may be cut.
/// </summary>
static class FoldedStacks
{
    public static string Of(AllocationsView view)
    {
        var text = new StringBuilder();
        var frames = new Dictionary<CallInfo, string>(ReferenceEqualityComparer.Instance);
        foreach (StackInfo stack in view.Stacks)
        {
            // What is alive, where the recording knows it.
            if ((stack.Self.LiveBytes ?? stack.Self.Bytes) is not (> 0 and var bytes))
                continue;
            for (int i = 0; i < stack.Calls.Length; i++)
                text.Append(i > 0 ? ";" : "").Append(FrameOf(stack.Calls[i]));
            text.Append(' ').Append(bytes.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
        return text.ToString();

        string FrameOf(CallInfo call)
        {
            if (!frames.TryGetValue(call, out string? frame))
                frames.Add(call, frame = NameOf(call));
            return frame;
        }
    }

    static string NameOf(CallInfo call)
    {
        string name = call.Function.Length > 0 ? call.Function : "(anonymous)";
        string place = call.Location is { } at ? string.Create(CultureInfo.InvariantCulture, $" {at.File}:{at.Line}:{at.Column}") : "";
        return Printable.Clean(name + place).Replace(';', ',');
    }
}
