using Heaptrail.Diagnosis.Health;
using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>doctor</c> as text: how the process does, then what can be captured here.</summary>
static class DoctorText
{
    const int Word = 9;
    const int Hang = 34;
    const int HealthHang = Word + 19;

    public static string Render(DoctorView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        if (view.Health is { } health)
        {
            Health(canvas, health);
            canvas.Blank();
            canvas.Line(0, new Span("What can be captured of it", Tone.Strong));
            canvas.Blank();
        }
        foreach (DoctorCheck check in view.Checks)
        {
            canvas.Paragraph(0, $"{WordOf(check.Verdict).PadRight(Word)}{check.Name}".PadRight(Hang), Hang, Printable.Clean(check.Found));
            if (check.Advice.Length > 0)
                canvas.Paragraph(Hang, "", Hang, new Span("→ " + Printable.Clean(check.Advice), Tone.Quiet));
        }
        return canvas.ToString();
    }

    static void Health(TextCanvas canvas, HealthInfo health)
    {
        canvas.Line(0, new Span(DisplayWidth.Cut(Figures.Target(health.Target), canvas.Style.Width), Tone.Strong));
        canvas.Line(0, new Span($"read for {Durations.Format(TimeSpan.FromSeconds(health.Seconds))}, {Counts.Of(health.Samples, "sample")}", Tone.Quiet));
        canvas.Blank();
        canvas.Paragraph(0, "", 0, health.Summary);
        canvas.Blank();
        foreach (HealthCheck check in health.Checks)
        {
            canvas.Paragraph(0, new(WordOf(check.Verdict).PadRight(Word) + check.Name, ToneOf(check.Verdict)), HealthHang, Printable.Clean(check.Found));
            if (check.Advice.Length > 0)
                canvas.Paragraph(HealthHang, "", HealthHang, "→ " + Printable.Clean(check.Advice));
            // Rules and what they cannot tell are of interest where one has spoken.
            if (check.Verdict >= HealthVerdict.Notice || canvas.Style.ShowAll)
                canvas.Paragraph(HealthHang, "", HealthHang, new Span($"{check.Rule} {check.Blind}", Tone.Quiet));
        }
    }

    static string WordOf(HealthVerdict verdict) => verdict switch
    {
        HealthVerdict.Good => "good",
        HealthVerdict.Notice => "look",
        HealthVerdict.Problem => "problem",
        _ => "unknown",
    };

    static Tone ToneOf(HealthVerdict verdict) => verdict switch
    {
        HealthVerdict.Good => Tone.Good,
        HealthVerdict.Problem => Tone.Bad,
        HealthVerdict.Notice => Tone.Caution,
        _ => Tone.Quiet,
    };

    static string WordOf(DoctorVerdict verdict) => verdict switch
    {
        DoctorVerdict.Works => "works",
        DoctorVerdict.Limited => "in part",
        _ => "fails",
    };
}
