using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>detached</c> as text: the verdict in a line, the classes, and for each what holds the node that retains most.</summary>
static class DetachedText
{
    public static string Render(DetachedView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        canvas.Paragraph(0, "", 0, [.. Verdict(view)]);
        canvas.Line(0, new Span(Printable.Clean(view.File), Tone.Quiet));
        if (!view.Groups.IsEmpty)
            Groups(canvas, view);
        if (!view.OtherRealms.IsEmpty)
            Realms(canvas, view);
        return canvas.ToString();
    }

    static IEnumerable<Span> Verdict(DetachedView view)
    {
        string realms = view.OtherRealms.IsEmpty ? "" : " The nearest thing to it are vm contexts that nobody uses any more.";
        if (view.Node is not null && view.Count == 0)
            return [new("No detached nodes", Tone.Strong), ": Node.js has no documents, so nothing can be taken out of one.", realms];
        // Node.js 18 to 22: BaseObject::GetDetachedness says "detached" of every native object with a weak handle.
        if (view.Node is not null)
            return [new("No detached documents", Tone.Strong), $": Node.js has none. It marks {Counts.Of(view.Count, "object")} of its own as detached because JavaScript alone keeps them, which is normal.", realms];
        if (view.Count > 0)
            return [new($"{Counts.Of(view.Count, "detached node")} of {Counts.Of(view.Classes, "class", "classes")}", Tone.Strong), ": taken out of their document, but still held."];
        return [new("No detached nodes", Tone.Strong), view.Attached > 0 ? $": all {Counts.Format(view.Attached)} nodes that are marked are in their document." : ": nothing in this heap is marked as part of a document."];
    }

    static void Groups(TextCanvas canvas, DetachedView view)
    {
        canvas.Blank();
        var table = new FigureTable("Class", "Distance", "Count", "Shallow", "Retained", "% of total");
        foreach (DetachedInfo group in view.Groups)
        {
            table.Add([Printable.Shorten(group.Class, 100)], ViewFigures.Distance(group.Distance), Counts.Format(group.Count), ByteSize.Format(group.ShallowBytes),
                ByteSize.Format(group.RetainedBytes), ViewFigures.Share(group.RetainedBytes, view.TotalBytes));
        }
        table.Write(canvas);
        if (view.Classes > view.Groups.Length)
            canvas.Line(0, new Span($"and {Counts.Of(view.Classes - view.Groups.Length, "more class", "more classes")}: -n N shows more", Tone.Quiet));
        if (view.Node is not null)
            return;
        canvas.Blank();
        canvas.Line(0, new Span("What holds the one of each class that retains most", Tone.Quiet));
        foreach (DetachedInfo group in view.Groups)
            Held(canvas, group.Sample, group.Path);
    }

    static void Realms(TextCanvas canvas, DetachedView view)
    {
        canvas.Blank();
        canvas.Line(0, new Span($"Realms beside the main one ({Counts.Format(view.OtherRealms.Length)}), and what holds them", Tone.Quiet));
        foreach (RealmInfo realm in view.OtherRealms)
            Held(canvas, realm.Object, realm.Path);
    }

    static void Held(TextCanvas canvas, ObjectInfo node, IReadOnlyList<HeldStep> path)
    {
        canvas.Line(0, new Span(Printable.Shorten(node.Type == "native" ? node.Name : ObjectLabel.NameOf(node), 100), Tone.Strong), $" @{node.Id}, {ByteSize.Format(node.RetainedBytes)} retained");
        canvas.Paragraph(2, "", 4, [.. PathWords.Of(path)]);
    }
}
