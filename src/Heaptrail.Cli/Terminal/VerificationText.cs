using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>What came of each leak, and the earlier run and this one side by side.</summary>
static class VerificationText
{
    const int Hang = 15;

    public static void Write(TextCanvas canvas, VerificationInfo verification)
    {
        if (!verification.Leaks.IsEmpty)
            canvas.Blank();
        foreach (VerifiedLeak leak in verification.Leaks)
        {
            string pace = VerificationRows.PaceOf(leak);
            canvas.Paragraph(1, new(VerificationRows.WordOf(leak.Fate), ToneOf(leak.Fate)), Hang, Printable.Clean(leak.Title), pace.Length > 0 ? new Span("  " + pace, Tone.Quiet, Keep: true) : "");
        }
        IReadOnlyList<VerificationRow> rows = VerificationRows.Of(verification);
        if (rows.Count == 0)
            return;
        canvas.Blank();
        var table = new FigureTable("Figure", "baseline", "now", "change");
        foreach (VerificationRow row in rows)
            table.Add([new(row.What)], row.Before, row.After, row.Change);
        canvas.Line(1, new Span($"Compared with {Printable.Clean(verification.Baseline)}", Tone.Strong));
        table.Write(canvas, 1);
    }

    static Tone ToneOf(LeakFate fate) => fate == LeakFate.Fixed ? Tone.Good : Tone.Bad;
}
