using System.Buffers;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Text;

namespace Heaptrail.Report.Html;

/// <summary>One self-contained page: no script, no request, readable from a file, light and dark.</summary>
public sealed class HtmlRenderer : IReportRenderer
{
    // Nothing but the style in the page itself may be used, whatever the target's strings hold.
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    static readonly string css = ReadStyle();

    /// <inheritdoc/>
    public void Render(LeakReport report, IBufferWriter<byte> output)
    {
        var page = new HtmlWriter();
        using (page.Element("html", ("lang", "en")))
        {
            Head(page, report);
            using (page.Element("body")) Body(page, report);
        }
        page.CopyTo(output);
    }

    static void Head(HtmlWriter page, LeakReport report)
    {
        using HtmlWriter.Scope head = page.Element("head");
        page.Void("meta", ("charset", "utf-8"));
        page.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        page.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        page.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        page.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        page.Text("title", Title(report));
        page.Style(css);
    }

    static void Body(HtmlWriter page, LeakReport report)
    {
        page.Text("a", "Skip to the findings", ("class", "skip"), ("href", "#findings"));
        VerdictPart.Write(page, report);
        using (page.Element("main"))
        {
            VerificationPart.Write(page, report);
            MemoryPart.Write(page, report);
            Findings(page, report);
            DismissedPart.Write(page, report);
            MeasurementPart.Write(page, report);
            GlossaryPart.Write(page);
        }
        using (page.Element("footer"))
            page.Text("p", $"{report.Tool.Name} {report.Tool.Version}, command {report.Command}. This page is complete in itself: it loads nothing and sends nothing.");
    }

    static void Findings(HtmlWriter page, LeakReport report)
    {
        using HtmlWriter.Scope section = page.Element("section", ("id", "findings"), ("aria-labelledby", "findings-title"), ("tabindex", "-1"));
        string title = report.Verdict switch { Verdict.Leak => "Leaks", Verdict.Suspects => "Suspects", _ => "Findings" };
        page.Text("h2", title, ("id", "findings-title"));
        List<Finding> findings = [.. report.Findings.Where(f => !f.Ignored).OrderBy(f => f.Rank)];
        if (findings.Count == 0) page.Text("p", "Nothing that leaks was found.", ("class", "quiet"));
        foreach (Finding finding in findings) FindingPart.Write(page, report, finding);
        if (IgnoredFindings.Line(report) is { Length: > 0 } ignored) page.Text("p", ignored + ".", ("class", "quiet"));
    }

    static string Title(LeakReport report) => report.Findings.Where(f => !f.Ignored).OrderBy(f => f.Rank).FirstOrDefault() is { } first
        ? $"{Words.Of(report)}: {first.Title} – Heaptrail"
        : $"{Words.Of(report)} – Heaptrail";

    static string ReadStyle()
    {
        using Stream stream = typeof(HtmlRenderer).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
