using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>doctor</c> as text: one line for each check, the advice below.</summary>
static class DoctorText
{
    const int Hang = 34;

    public static string Render(DoctorView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        foreach (DoctorCheck check in view.Checks)
        {
            canvas.Paragraph(0, $"{Word(check.Verdict),-9}{check.Name}".PadRight(Hang), Hang, Printable.Clean(check.Found));
            if (check.Advice.Length > 0)
                canvas.Paragraph(Hang, "", Hang, new Span("→ " + Printable.Clean(check.Advice), Tone.Quiet));
        }
        return canvas.ToString();
    }

    static string Word(DoctorVerdict verdict) => verdict switch
    {
        DoctorVerdict.Works => "works",
        DoctorVerdict.Limited => "in part",
        _ => "fails",
    };
}
