using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>One finding: title and figures, the sentence, the path, then what to do.</summary>
static class FindingText
{
    const int Indent = 4;
    const int Hang = Indent + 13;
    const int MaxSites = 3;

    public static void Write(TextCanvas canvas, LeakReport report, Finding finding)
    {
        canvas.Blank();
        Heading(canvas, finding);
        var places = new Places(canvas.Style.LinkRoot);
        canvas.Paragraph(Indent, "", Indent, places.Mark(finding.Sentence, finding));
        if (!finding.Path.IsDefaultOrEmpty)
        {
            canvas.Blank();
            PathTree.Write(canvas, finding, places);
        }
        canvas.Blank();
        if (finding.Holder.Location is { } declared && !IsShown(finding, declared)) canvas.Paragraph(Indent, Label("Declared at"), Hang, places.Of(declared));
        Row(canvas, "Growth", Figures.Course(finding));
        Row(canvas, "Contains", Figures.Contains(finding.Unit));
        if (finding.OtherPaths > 0) Row(canvas, "Also held", $"by {Counts.Of(finding.OtherPaths, "other holder")}: the objects stay until every holder lets go");
        foreach (AllocationSite site in finding.AllocatedAt.Take(MaxSites))
            canvas.Paragraph(Indent, Label("Created at"), Hang, places.Of(site), $" {Printable.Clean(site.Function)}", new Span($" ({Counts.Percent(site.Share)})", Tone.Quiet, Keep: true));
        Row(canvas, Words.OfAdvice(report), Printable.Clean(finding.Fix.Text));
        if (finding.Fix.Doc.Length > 0) Row(canvas, "Read more", finding.Fix.Doc);
        if (canvas.Style.ShowAll) Pasted(canvas, "Fingerprint", Printable.Clean(finding.Fingerprint));
        if (LookCloser.Command(report, finding) is { } command) Pasted(canvas, "Look closer", command);
    }

    // A command stays in one piece, for pasting: below its label where it is too wide beside it.
    static void Pasted(TextCanvas canvas, string label, string command)
    {
        if (Hang + DisplayWidth.Of(command) <= canvas.Style.Width)
        {
            canvas.Paragraph(Indent, Label(label), Hang, new Span(command, Keep: true));
            return;
        }
        canvas.Line(Indent, Label(label));
        canvas.Line(Indent + 2, new Span(command, Keep: true));
    }

    static void Heading(TextCanvas canvas, Finding finding)
    {
        string number = $"{finding.Rank,2}";
        string title = Printable.Clean(finding.Title);
        Span[] facts =
        [
            new(Words.Of(finding.Confidence), ToneOf(finding.Confidence)),
            .. new[] { Figures.Objects(finding), Figures.Retained(finding) }.Where(f => f.Length > 0).Select(f => new Span("   " + f, Keep: true)),
        ];
        int room = canvas.Style.ProseWidth - Indent - DisplayWidth.Of(title) - facts.Sum(f => DisplayWidth.Of(f.Text));
        if (room >= 4)
        {
            canvas.Line(0, [new(number, Tone.Strong), "  ", new(title, Tone.Strong), new string(' ', room), .. facts]);
            return;
        }
        canvas.Paragraph(0, new(number, Tone.Strong), Indent, new Span(title, Tone.Strong));
        canvas.Line(Indent, facts);
    }

    static bool IsShown(Finding finding, SourceLocation location) =>
        finding.Path.Any(s => s.Location == location) || finding.Sentence.Contains(location.ToString(), StringComparison.Ordinal);

    static void Row(TextCanvas canvas, string label, string text)
    {
        if (text.Length > 0) canvas.Paragraph(Indent, Label(label), Hang, text);
    }

    static Span Label(string label) => new(label, Tone.Quiet);

    static Tone ToneOf(Confidence confidence) => confidence switch
    {
        Confidence.Certain => Tone.Bad,
        Confidence.Likely => Tone.Caution,
        _ => Tone.Strong,
    };
}
