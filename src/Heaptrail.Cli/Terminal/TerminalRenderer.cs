using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>A report as text for people: the answer in the first line, then each leak with its path, then how it was measured.</summary>
static class TerminalRenderer
{
    const int MaxDismissed = 4;
    const int FooterHang = 12;

    /// <summary>The whole text. Pure: the same report and style give the same text.</summary>
    public static string Render(LeakReport report, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        Verdict(canvas, report);
        if (report.Crash is { } crash) CrashText.Write(canvas, crash);
        if (report.Verification is { } verification) VerificationText.Write(canvas, verification);
        List<Finding> findings = [.. report.Findings.Where(f => !f.Ignored).OrderBy(f => f.Rank)];
        foreach (Finding finding in findings.Take(style.Top)) FindingText.Write(canvas, report, finding);
        if (findings.Count > style.Top) LeftOut(canvas, findings[style.Top..]);
        Ignored(canvas, report);
        Dismissed(canvas, report);
        Measurement(canvas, report);
        return canvas.ToString();
    }

    static void Verdict(TextCanvas canvas, LeakReport report)
    {
        string word = Words.Of(report).ToUpperInvariant();
        int hang = word.Length + 2;
        canvas.Paragraph(0, new(word, ToneOf(report.Verdict)), hang, new Span(Printable.Clean(report.Summary), Tone.Strong));
        string[] about = [report.Target is { } target ? Figures.Target(target) : "", Figures.Snapshots(report)];
        string line = string.Join(" · ", about.Where(a => a.Length > 0));
        if (line.Length > 0) canvas.Paragraph(0, "", hang, new Span(line, Tone.Quiet));
    }

    static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Diagnosis.Verdict.Leak => Tone.Bad,
        Diagnosis.Verdict.NoLeak => Tone.Good,
        _ => Tone.Caution,
    };

    static void LeftOut(TextCanvas canvas, List<Finding> findings)
    {
        canvas.Blank();
        canvas.Paragraph(1, $"and {Counts.Format(findings.Count)} more:", 1);
        foreach (Finding finding in findings)
            canvas.Paragraph(3, $"{finding.Rank}", 7, Printable.Clean(finding.Title), new Span("  " + Figures.Retained(finding), Tone.Quiet, Keep: true));
    }

    static void Ignored(TextCanvas canvas, LeakReport report)
    {
        if (IgnoredFindings.Line(report) is not { Length: > 0 } line) return;
        canvas.Blank();
        canvas.Paragraph(0, "", 2, line);
    }

    static void Dismissed(TextCanvas canvas, LeakReport report)
    {
        if (report.Dismissed.IsEmpty) return;
        canvas.Blank();
        canvas.Line(0, new Span("Grew, but is no leak", Tone.Strong));
        int shown = canvas.Style.ShowAll ? report.Dismissed.Length : MaxDismissed;
        List<Dismissal> rows = [.. report.Dismissed.Take(shown)];
        int size = rows.Max(d => ByteSize.Signed(d.Bytes).Length);
        foreach (Dismissal row in rows)
        {
            string bytes = ByteSize.Signed(row.Bytes).PadLeft(size);
            canvas.Paragraph(2, bytes, size + 4, $"{Printable.Clean(row.What)}:", new Span(" " + Printable.Clean(row.Why), Tone.Quiet));
        }
        if (report.Dismissed.Length > shown) canvas.Line(size + 4, new Span($"and {Counts.Format(report.Dismissed.Length - shown)} more (--all)", Tone.Quiet));
    }

    static void Measurement(TextCanvas canvas, LeakReport report)
    {
        canvas.Blank();
        Row(canvas, "Memory", Memory(report));
        if (report.Load is { } load) Row(canvas, "Load", Figures.Load(load) + (load.LatencyMilliseconds is { } latency ? ", latency " + Figures.Latency(latency) : ""));
        if (SnapshotFiles(report) is { Length: > 0 } files) canvas.Paragraph(0, new("Snapshots", Tone.Quiet), FooterHang, files);
        foreach (string warning in report.Warnings) canvas.Paragraph(0, new("Note", Tone.Caution), FooterHang, Printable.Clean(warning));
        int exit = ExitCodes.Of(report);
        Row(canvas, "Exit code", exit == 0 ? "0" : report.Verdict == Diagnosis.Verdict.Leak ? $"{exit}  (a leak was found)" : $"{exit}  (the heap limit was reached)");
    }

    static void Row(TextCanvas canvas, string label, string text)
    {
        if (text.Length > 0) canvas.Paragraph(0, new(label, Tone.Quiet), FooterHang, text);
    }

    static string Memory(LeakReport report)
    {
        string heap = ByteSize.Series(Figures.HeapSizes(report));
        string process = ByteSize.Series(Figures.AtSnapshots(report, m => m.Rss));
        return string.Join(", ", new[] { heap.Length > 0 ? "heap " + heap : "", process.Length > 0 ? "process " + process : "" }.Where(t => t.Length > 0));
    }

    // All in one folder is the usual case: the folder once, then the names.
    static Span[] SnapshotFiles(LeakReport report)
    {
        var files = report.Snapshots.Select(s => s.File).Where(f => f.Length > 0).ToList();
        var folders = files.Select(f => f[..(f.LastIndexOf('/') + 1)]).Distinct().ToList();
        bool together = folders is [{ Length: > 0 }];
        var spans = new List<Span>();
        if (together) spans.AddRange([new(Printable.Clean(folders[0]), Tone.Place, Keep: true), " "]);
        for (var i = 0; i < files.Count; i++)
        {
            string name = together ? files[i][folders[0].Length..] : files[i];
            spans.AddRange([new(Printable.Clean(name), together ? Tone.Plain : Tone.Place, Keep: true), i < files.Count - 1 ? ", " : ""]);
        }
        return [.. spans];
    }
}
